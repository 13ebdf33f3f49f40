import type { ErrorCode } from 'yaml'

/** What each mistake that the parser knows means for the person who wrote it; pages translate it. */
export const YAML_MISTAKES: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'What stands for another place (*name) cannot have a name or a type of its own.',
  BAD_ALIAS: 'A name behind & or * is missing, or ends in a colon.',
  BAD_COLLECTION_TYPE: 'A type (!!map, !!seq) does not fit what stands behind it.',
  BAD_DIRECTIVE: 'A line that begins with % is not understood; put the text in quotes.',
  BAD_DQ_ESCAPE: 'A backslash in double quotes is not understood; write it twice, or use single quotes.',
  BAD_INDENT:
    'The indentation does not fit (entries of one list begin in the same column), or a closing ] or } is missing.',
  BAD_PROP_ORDER: 'A name (&) or a type (!) stands before its sign (-, ? or :); write it behind.',
  BAD_SCALAR_START: 'A text begins with a sign that means something in YAML; put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'There are two names or lists on one line; put a text that holds ": " in quotes.',
  BLOCK_IN_FLOW: 'Inside [ ] and { } all is written in a row, without lists or texts of several lines.',
  DUPLICATE_KEY: 'The same name stands there twice; leave one out.',
  IMPOSSIBLE: 'The parser does not know what to make of it.',
  KEY_OVER_1024_CHARS: 'A name is longer than 1024 characters; a quote or a line break may be missing.',
  MISSING_CHAR: 'A sign is missing, such as a closing quote, a comma, a colon or a space.',
  MULTILINE_IMPLICIT_KEY: 'A name goes over several lines; a colon or a quote may be missing.',
  MULTIPLE_ANCHORS: 'Something has two names (&); leave one out.',
  MULTIPLE_DOCS: 'A line of --- or ... begins another document; leave it out.',
  MULTIPLE_TAGS: 'Something has two types (!); leave one out.',
  NON_STRING_KEY: 'A name must be a text.',
  RESOURCE_EXHAUSTION: 'It is too large, or nested too deeply.',
  TAB_AS_INDENT: 'A line is indented with a tab; use spaces.',
  TAG_RESOLVE_FAILED: 'A word that begins with ! is not understood; put the text in quotes.',
  UNEXPECTED_TOKEN:
    'Something stands where nothing can; a quote, a comma or a line break may be missing before it.',
}

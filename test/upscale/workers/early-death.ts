/** Dies before any picture. */
process.stderr.write('cannot find my libraries\n')
process.exit(7)

import { run } from './run.mjs'

/** What npm's own words mean for the person who waits, first match wins. */
const NEXT_STEPS = [
  [/ENOSPC|no space left/i, () => 'The disk is full. Free about 2 GB, then try again.'],
  [
    /CERT_|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/,
    () =>
      "npm does not trust the network's certificate. Point NODE_EXTRA_CA_CERTS at your proxy's certificate, then try again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    () =>
      'npm could not reach its registry. Check the network connection (and the proxy, if there is one), then try again.',
  ],
  [
    /EACCES|EPERM|EBUSY|EROFS/,
    (root) =>
      `npm may not write to ${root}. Close programs that use the folder, check that it is yours, then try again.`,
  ],
  [/EINTEGRITY/, () => 'A download was damaged. Run "npm cache clean --force", then try again.'],
  [
    /E40[134]|ETARGET/,
    () =>
      'The npm registry refused or lacks a package. Check what "npm config get registry" answers, then try again.',
  ],
  [
    /spawn \S*npm\S* ENOENT|^'npm'|npm: not found/m,
    () => 'npm was not found. Install Node.js from https://nodejs.org, then try again.',
  ],
]

/** Turns npm's output into one sentence that says what to do. */
export function nextStep(output, root) {
  const found = NEXT_STEPS.find(([pattern]) => pattern.test(output))
  return found
    ? found[1](root)
    : 'npm failed; its last lines above say why. If they do not help, delete the folder node_modules and try again.'
}

/**
 * Runs `npm install` of the lockfile's packages plus `specs`, and changes neither package.json nor the
 * lockfile. onnxruntime-node's download step is off: it fails the install where its host is out of reach.
 */
export async function runNpm(root, specs, lock) {
  const args = [
    'install',
    ...specs,
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--no-engine-strict',
    '--no-audit',
    '--no-fund',
    '--no-progress',
  ]
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }
  const { command, before, shell } = findNpm()
  try {
    // With a shell the words go as one line: none of ours holds a space.
    return shell
      ? await run([command, ...args].join(' '), [], { cwd: root, env, lock, shell })
      : await run(command, [...before, ...args], { cwd: root, env, lock })
  } catch (error) {
    if (error.code === undefined) throw error
    return { code: 1, output: error.message }
  }
}

/** The npm that called us, on the Node it runs on; without one, the npm on the PATH. */
function findNpm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  if (script?.endsWith('npm-cli.js')) return { command: node ?? process.execPath, before: [script] }
  return { command: 'npm', before: [], shell: process.platform === 'win32' }
}

// Stands in for npm in the tests of setup: notes how it was called, does the deed that NPM_DEED names,
// and leaves behind what npm would. Setup takes it for npm by its name.
import { appendFileSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'

const args = process.argv.slice(2)
appendFileSync('calls', `${JSON.stringify({ args, skip: process.env.ONNXRUNTIME_NODE_INSTALL })}\n`)
put('part', '1.0.0')

const deeds = {
  install: finish,
  fail: () => {
    process.stderr.write('npm error code ENOTFOUND\n')
    process.exitCode = 1
  },
  'wait for go': () => {
    const timer = setInterval(() => {
      if (!existsSync('go')) return
      clearInterval(timer)
      finish()
    }, 5)
  },
  'kill setup': () => process.kill(process.ppid, 'SIGKILL'),
  'interrupt setup': () => {
    setInterval(() => {}, 1000)
    process.kill(process.ppid, 'SIGINT')
  },
}
deeds[process.env.NPM_DEED]()

function finish() {
  const added = args.find((arg) => arg.startsWith('node-'))
  if (added) put(added.split('@')[0], '99.1.0')
  if (existsSync('onnxruntime-install.js')) {
    const folder = 'node_modules/onnxruntime-node'
    mkdirSync(`${folder}/bin/napi-v6/linux/x64`, { recursive: true })
    mkdirSync(`${folder}/script`)
    copyFileSync('onnxruntime-install.js', `${folder}/script/install.js`)
  }
  writeFileSync('node_modules/.package-lock.json', '{}')
}

function put(name, version) {
  mkdirSync(`node_modules/${name}`, { recursive: true })
  writeFileSync(`node_modules/${name}/package.json`, JSON.stringify({ name, version }))
}

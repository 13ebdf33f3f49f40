import { Command } from 'commander'
import type { App, WeightsEntry } from '../app.ts'
import { AppError } from '../core/errors.ts'
import { bar, createTerminal } from './terminal.ts'

interface Json {
  json?: boolean
}

/** `stockroom weights [list|get|convert|verify]`. */
export function weightsCommand(open: () => App): Command {
  return new Command('weights')
    .description('list, download, convert and check models')
    .addCommand(listCommand(open), { isDefault: true })
    .addCommand(getCommand(open))
    .addCommand(convertCommand(open))
    .addCommand(verifyCommand(open))
}

function listCommand(open: () => App): Command {
  return command('list', 'show the models there are and those that can be had').action(
    async ({ json }: Json) => {
      const models = await open().weights.list()
      createTerminal({ json }).result({ models }, models.map(lineOf))
    },
  )
}

function getCommand(open: () => App): Command {
  return command('get', 'download an official model; a download that broke off goes on')
    .argument('<names...>', 'such as realesr-general-x4v3')
    .action(async (names: string[], { json }: Json) => {
      const app = open()
      const terminal = createTerminal({ json })
      const paths: string[] = []
      for (const name of names) {
        const onProgress = (received: number, bytes: number) =>
          terminal.progress(`${bar(received / bytes)} ${name} ${megabytes(received)} of ${megabytes(bytes)}`)
        paths.push(await app.weights.get(name, { signal: interrupted(), onProgress }))
      }
      terminal.result({ paths }, paths)
    })
}

function convertCommand(open: () => App): Command {
  return command('convert', 'write a .pth file as ONNX, for other programs; Stockroom does it by itself')
    .argument('<file or name>', 'a .pth file, or a model in weights/')
    .option('--out <file>', 'where the result goes (default: beside the file)')
    .option('--half', 'store float16, for GPUs')
    .action(async (what: string, { json, out, half = false }: Json & { out?: string; half?: boolean }) => {
      const path = await open().weights.convert(what, { half, signal: interrupted(), ...(out && { out }) })
      createTerminal({ json }).result({ path }, [path])
    })
}

function verifyCommand(open: () => App): Command {
  return command('verify', 'compare the models with the SHA-256s that are known').action(
    async ({ json }: Json) => {
      const checks = await open().weights.verify(interrupted())
      createTerminal({ json }).result(
        { checks },
        checks.map(({ name, sha256, result, problem }) => `${result.padEnd(9)} ${name} ${problem ?? sha256}`),
      )
      if (checks.some(({ result }) => result === 'problem')) process.exitCode = 1
    },
  )
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--json', 'one JSON document on stdout')
    .exitOverride()
    .showHelpAfterError()
}

function lineOf({ name, state, bytes, received, good_for, network, problem }: WeightsEntry): string {
  const share = state === 'partial' ? ` (${megabytes(received)} have arrived)` : ''
  const about = problem ? `it ${problem}` : (good_for ?? network ?? '')
  return `${state.padEnd(8)} ${name.padEnd(27)} ${megabytes(bytes).padStart(8)}${share}  ${about}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** Ctrl-C ends a download at once; what has arrived stays. */
function interrupted(): AbortSignal {
  const controller = new AbortController()
  const reason = new AppError('cancelled', 'Cancelled. What has arrived of a download stays.')
  process.once('SIGINT', () => controller.abort(reason))
  process.once('SIGTERM', () => controller.abort(reason))
  return controller.signal
}

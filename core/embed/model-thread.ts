import { Worker } from 'node:worker_threads'

/** Starts a thread that runs a model: nothing of this process's environment or arguments goes with it. */
export function startModelThread(file: URL, workerData: unknown): Worker {
  // ONNX Runtime 1.30 reports its use to Microsoft and keeps files about it; this switches all of it off (N1, K1). It
  // asks the environment of the process, which a thread cannot set, when it is loaded.
  process.env['ORT_DISABLE_TELEMETRY'] = '1'
  return new Worker(file, { workerData, execArgv: [], env: {} })
}

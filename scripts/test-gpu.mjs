// npm run test:gpu: the tests of onnxruntime's WebGPU provider. Without arguments they run on SwiftShader, a Vulkan device
// in software that @sparticuz/chromium carries; with --real on this machine's own GPU.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const args = process.argv.slice(2);
const real = args.includes('--real');
const folder = mkdtempSync(join(tmpdir(), 'touchstone-swiftshader-'));
try {
  const env = real ? process.env : { ...process.env, ...unpackSwiftShader(folder) };
  const vitest = [
    'vitest',
    'run',
    '--config',
    'vitest.gpu.config.ts',
    ...args.filter((arg) => arg !== '--real'),
  ];
  process.exitCode = spawnSync('npx', vitest, { stdio: 'inherit', env }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}

function unpackSwiftShader(target) {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = main.slice(0, main.lastIndexOf(join('@sparticuz', 'chromium')));
  const archive = join(root, '@sparticuz', 'chromium', 'bin', 'swiftshader.tar.br');
  const tar = join(target, 'swiftshader.tar');
  writeFileSync(tar, brotliDecompressSync(readFileSync(archive)));
  const { status } = spawnSync('tar', ['-xf', tar, '-C', target]);
  if (status !== 0) throw new Error(`tar could not unpack ${archive}`);
  // Read by the Vulkan loader when the process starts, so that it cannot be set inside it.
  return { VK_ICD_FILENAMES: join(target, 'vk_swiftshader_icd.json'), LD_LIBRARY_PATH: target };
}

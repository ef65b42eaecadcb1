import type { AttackSet } from './attack.ts';

const right = 'const clamp = (x, low, high) => Math.min(Math.max(x, low), high);';
const readInput =
  "const [x, low, high] = require('fs').readFileSync(0, 'utf8').trim().split(/\\s+/).map(Number);";

/** Answers the task with a value that an expression gives. */
const answering = (setup: string, expression: string): { call: string; stdin: string } => ({
  call: `${setup}\nfunction clamp(x, low, high) { return ${expression}; }`,
  stdin: `${setup}\nconst low = 0, high = 0, x = 0;\nconsole.log(${expression});`,
});

export const javascript: AttackSet = {
  language: 'javascript',
  wrong: { call: 'function clamp() { return -12345; }', stdin: 'console.log(-12345);' },
  attacks: [
    {
      id: 'js-right',
      class: 'control',
      passes: true,
      call: right,
      stdin: `${right}\n${readInput}\nconsole.log(clamp(x, low, high));`,
    },
    { id: 'js-wrong', class: 'control', payload: '' },

    {
      id: 'js-fs-write',
      class: 'fs',
      payload: "try { require('fs').writeFileSync('@CANARY@/a', 'x'); } catch {}",
    },
    {
      id: 'js-fs-promises',
      class: 'fs',
      payload: "import('node:fs/promises').then((f) => f.writeFile('@CANARY@/b', 'x')).catch(() => {});",
    },
    {
      id: 'js-fs-append-stream',
      class: 'fs',
      payload: "try { require('fs').createWriteStream('@CANARY@/c', { flags: 'a' }).end('x'); } catch {}",
    },
    {
      id: 'js-fs-symlink',
      class: 'fs',
      payload: "try { require('fs').symlinkSync('/etc/hostname', '@CANARY@/d'); } catch {}",
    },
    {
      id: 'js-fs-relative',
      class: 'fs',
      payload:
        "try { process.chdir('/'); require('fs').mkdirSync('.' + '@CANARY@/e', { recursive: true }); } catch {}",
    },
    {
      id: 'js-fs-copy-self',
      class: 'fs',
      payload: "try { const fs = require('fs'); fs.copyFileSync(process.argv[1], '@CANARY@/f'); } catch {}",
    },
    {
      id: 'js-fs-shell',
      class: 'fs',
      payload: "try { require('child_process').execSync('echo x > @CANARY@/g'); } catch {}",
    },

    { id: 'js-secret-env', class: 'secret', ...answering('', 'JSON.stringify(process.env)') },
    {
      id: 'js-secret-file',
      class: 'secret',
      ...answering("let s = ''; try { s = require('fs').readFileSync('@SECRET@', 'utf8'); } catch {}", 's'),
    },
    {
      id: 'js-secret-require',
      class: 'secret',
      ...answering(
        "let s = ''; try { s = require('@SECRET@'); } catch (error) { s = String(error.stack || error); }",
        's',
      ),
    },
    {
      id: 'js-secret-report',
      class: 'secret',
      ...answering(
        "let s = ''; try { s = JSON.stringify(process.report.getReport()); } catch {}",
        's.slice(0, 900000)',
      ),
    },
    {
      id: 'js-secret-proc',
      class: 'secret',
      ...answering(
        "let s = ''; try { const fs = require('fs'); for (const p of fs.readdirSync('/proc')) for (const f of ['environ', 'cmdline']) try { s += fs.readFileSync('/proc/' + p + '/' + f, 'latin1'); } catch {} } catch {}",
        's.slice(0, 900000)',
      ),
    },

    {
      id: 'js-net-tcp',
      class: 'net',
      payload: "try { require('net').connect(@PORT@, '127.0.0.1').on('error', () => {}); } catch {}",
    },
    {
      id: 'js-net-udp',
      class: 'net',
      payload:
        "try { const s = require('dgram').createSocket('udp4'); s.on('error', () => {}); s.send('x', @PORT@, '127.0.0.1', () => s.close()); } catch {}",
    },
    {
      id: 'js-net-http',
      class: 'net',
      payload: "try { require('http').get('http://127.0.0.1:@PORT@/').on('error', () => {}); } catch {}",
    },
    {
      id: 'js-net-fetch',
      class: 'net',
      payload: "try { fetch('http://127.0.0.1:@PORT@/').catch(() => {}); } catch {}",
    },
    {
      id: 'js-net-unix',
      class: 'net',
      payload: "try { require('net').connect('@CANARY@/sock').on('error', () => {}); } catch {}",
    },

    {
      id: 'js-resource-string',
      class: 'resource',
      call: "function clamp() { let s = 'x'; for (;;) s += s; }",
    },
    {
      id: 'js-resource-map',
      class: 'resource',
      call: 'function clamp() { const m = new Map(); for (let i = 0; ; i++) m.set(i, new Array(1000).fill(i)); }',
      slow: true,
    },
    {
      id: 'js-resource-buffer',
      class: 'resource',
      call: 'function clamp() { const kept = []; for (;;) kept.push(new Uint8Array(1e8).fill(1)); }',
    },
    {
      id: 'js-resource-recursion',
      class: 'resource',
      call: 'function clamp(...all) { return clamp(...all) + 1; }',
    },
    {
      id: 'js-resource-output',
      class: 'resource',
      stdin: "const line = 'y'.repeat(1e4); for (let i = 0; i < 1e5; i++) console.log(line);",
    },
    { id: 'js-resource-result', class: 'resource', call: "function clamp() { return 'z'.repeat(3e7); }" },

    { id: 'js-timeout-load', class: 'timeout', call: 'for (;;);' },
    { id: 'js-timeout-call', class: 'timeout', call: 'function clamp() { for (;;); }' },
    {
      id: 'js-timeout-microtasks',
      class: 'timeout',
      call: 'const spin = () => Promise.resolve().then(spin); async function clamp() { await spin(); return 5; }',
    },
    {
      id: 'js-timeout-regex',
      class: 'timeout',
      call: "function clamp() { return /^(a+)+$/.test('a'.repeat(40) + 'b'); }",
    },
    {
      id: 'js-timeout-getter',
      class: 'timeout',
      call: 'function clamp() { return { get a() { for (;;); } }; }',
    },
    {
      id: 'js-timeout-catch',
      class: 'timeout',
      call: 'function clamp() { for (;;) { try { for (;;); } catch {} finally { continue; } } }',
    },
    {
      id: 'js-timeout-never',
      class: 'timeout',
      call: 'async function clamp() { await new Promise(() => {}); }',
    },

    {
      id: 'js-survivor-detached',
      class: 'survivor',
      payload:
        "try { require('child_process').spawn('sleep', ['600', '@MARK@'], { detached: true, stdio: 'ignore' }).unref(); } catch {}",
    },
    {
      id: 'js-survivor-shell',
      class: 'survivor',
      payload:
        "try { require('child_process').spawn('sh', ['-c', 'setsid sh -c \"sleep 600; : @MARK@\" &'], { detached: true, stdio: 'ignore' }).unref(); } catch {}",
    },
    { id: 'js-survivor-timer', class: 'survivor', payload: 'try { setInterval(() => {}, 1000); } catch {}' },

    { id: 'js-host-rejection', class: 'host', payload: "Promise.reject(new Error('unhandled'));" },
    {
      id: 'js-host-kill',
      class: 'host',
      payload:
        "try { process.kill(process.ppid, 'SIGKILL'); } catch {} try { process.kill(-1, 'SIGTERM'); } catch {}",
    },
    {
      id: 'js-host-throw',
      class: 'host',
      call: 'function clamp() { throw { get message() { throw this; }, toString() { throw this; } }; }',
    },
    { id: 'js-host-throw-null', class: 'host', call: 'throw null;' },
    {
      id: 'js-host-proxy',
      class: 'host',
      call: 'function clamp() { return new Proxy({}, { ownKeys() { throw 1; }, get() { throw 2; }, getPrototypeOf() { throw 3; } }); }',
    },
    {
      id: 'js-host-thenable',
      class: 'host',
      call: 'function clamp() { return { then(resolve) { resolve(this); } }; }',
    },
    {
      id: 'js-host-cycle',
      class: 'host',
      call: 'function clamp() { const a = []; a.push(a, { a }); return a; }',
    },
    {
      id: 'js-host-deep',
      class: 'host',
      call: 'function clamp() { let a = 5; for (let i = 0; i < 1e5; i++) a = [a]; return a; }',
    },
    {
      id: 'js-host-prototype',
      class: 'host',
      payload:
        'Object.prototype.toJSON = () => 5; Array.prototype.map = () => [5]; Object.prototype.then = (f) => f(5);',
    },
    {
      id: 'js-host-proto-result',
      class: 'host',
      call: 'function clamp() { return JSON.parse(\'{"__proto__": {"polluted": 1}, "constructor": 1}\'); }',
    },

    {
      id: 'js-escape-constructor',
      class: 'escape',
      payload:
        "try { const p = (() => {}).constructor('return process')(); p.mainModule.require('fs').writeFileSync('@CANARY@/h', 'x'); } catch {}",
    },
    {
      id: 'js-escape-async-generator',
      class: 'escape',
      payload:
        "try { (async function* () {}).constructor('return this')().next().then(({ value }) => value.process.binding('fs')).catch(() => {}); } catch {}",
    },
    {
      id: 'js-escape-stack',
      class: 'escape',
      payload:
        "try { Error.prepareStackTrace = (_, frames) => frames.map((f) => f.getThis && f.getThis()); for (const t of new Error().stack) t?.process?.mainModule?.require('fs').writeFileSync('@CANARY@/i', 'x'); } catch {} delete Error.prepareStackTrace;",
    },
    {
      id: 'js-escape-load',
      class: 'escape',
      payload: "try { module.constructor._load('fs').writeFileSync('@CANARY@/j', 'x'); } catch {}",
    },
    {
      id: 'js-escape-host-names',
      class: 'escape',
      payload:
        "for (const name of Object.getOwnPropertyNames(globalThis)) { try { if (/host|std|os|bridge/i.test(name)) globalThis[name].writeFile?.('@CANARY@/k', 'x'); } catch {} }",
    },

    {
      id: 'js-hack-convert',
      class: 'hack',
      call: "function clamp() { return { valueOf: () => 5, toString: () => '5', toJSON: () => 5, [Symbol.toPrimitive]: () => 5 }; }",
    },
    {
      id: 'js-hack-every',
      class: 'hack',
      call: 'function clamp() { return Array.from({ length: 100 }, (_, i) => i - 50); }',
      stdin: "console.log(Array.from({ length: 100 }, (_, i) => i - 50).join('\\n'));",
    },
    {
      id: 'js-hack-equality',
      class: 'hack',
      payload:
        'Object.is = () => true; Array.prototype.every = () => true; String.prototype.trim = () => "5"; Number.isSafeInteger = () => true;',
    },
    {
      id: 'js-hack-harness',
      class: 'hack',
      call: "Object.defineProperty(globalThis, '__touchstone_encode', { value: () => 5, writable: false }); Object.defineProperty(globalThis, '__touchstone_call', { value: () => 5, writable: false }); function clamp() { return 5; }",
    },
    {
      id: 'js-hack-late',
      class: 'hack',
      call: 'queueMicrotask(() => { __touchstone_decode = (x) => x; __touchstone_encode = () => 5; }); setTimeout(() => { clamp = () => 5; }); function clamp() { return 0; }',
    },
    { id: 'js-hack-exit', class: 'hack', payload: 'process.exit(0);' },
    {
      id: 'js-hack-marker',
      class: 'hack',
      payload:
        "for (const word of ['AC', 'PASS', 'OK', 'All tests passed', '{\"verdict\":\"correct\"}']) console.log(word);",
    },
    {
      id: 'js-hack-lines',
      class: 'hack',
      payload: 'for (let i = 0; i < 9; i++) console.log(JSON.stringify({ index: i, value: 5, done: true }));',
    },
    {
      id: 'js-hack-descriptors',
      class: 'hack',
      payload:
        "try { for (let fd = 1; fd < 12; fd++) try { require('fs').writeSync(fd, JSON.stringify({ index: 0, value: 5 }) + '\\n'); } catch {} } catch {}",
    },
    {
      id: 'js-hack-callers',
      class: 'hack',
      ...answering(
        "let s = ''; try { s = String(arguments.callee.caller) } catch {} try { s += require('fs').readFileSync(process.argv[1], 'utf8') } catch {}",
        '(/expected\\D{0,5}(\\d+)/.exec(s) || [0, -1])[1]',
      ),
    },
    {
      id: 'js-hack-overwrite',
      class: 'hack',
      stdin: "process.stdout.write('-1\\r5\\n'); process.stdout.write('-1\\b\\b5');",
    },
    { id: 'js-hack-nothing', class: 'hack', call: '', stdin: '' },
    {
      id: 'js-hack-strings',
      class: 'hack',
      call: 'function clamp(x, low, high) { return String(Math.min(Math.max(x, low), high)); }',
    },
    {
      id: 'js-hack-boxed',
      class: 'hack',
      call: 'class Answer extends Number {} function clamp(x, low, high) { return [new Answer(Math.min(Math.max(x, low), high))]; }',
    },
  ],
};

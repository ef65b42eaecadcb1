import { JAVASCRIPT_CODEC } from './javascript.ts';

/**
 * What a fresh QuickJS machine is given before any program: a console, timers on a virtual clock, and the parts of
 * Node that read input and write output. Run once, kept in a snapshot. `__host` is taken away from the program.
 * Its value is `{ calls, input, turn }`.
 */
export const QUICKJS_BOOT = String.raw`(() => {
  const host = globalThis.__host;
  delete globalThis.__host;
  const codec = ${JAVASCRIPT_CODEC};
  const { apply } = Reflect;
  const StringOf = String, NumberOf = Number, PromiseOf = Promise, FunctionText = Function.prototype.toString, Match = RegExp.prototype.exec, Split = String.prototype.split, StartsWith = String.prototype.startsWith;
  const parse = JSON.parse, stringify = JSON.stringify;
  const Then = Promise.prototype.then;
  let stdin = '', waiting = false;

  // Formatted as Node does for short values; of others the host is told, so that no answer is judged by its layout.
  const inexact = () => host('inexact', 'console.log of a large or nested object');
  const quote = (text) => text.includes("'") ? stringify(text) : "'" + stringify(text).slice(1, -1).replaceAll('\\"', '"') + "'";
  function show(value, depth = 0, seen = []) {
    switch (typeof value) {
      case 'string': return depth === 0 ? value : quote(value);
      case 'bigint': return value + 'n';
      case 'number': return Object.is(value, -0) ? '-0' : StringOf(value);
      case 'symbol': return value.toString();
      case 'function': return /^class/.test(FunctionText.call(value)) ? '[class ' + (value.name || '(anonymous)') + ']' : '[Function' + (value.name ? ': ' + value.name : ' (anonymous)') + ']';
      case 'object': break;
      default: return StringOf(value);
    }
    if (value === null) return 'null';
    if (seen.includes(value)) return '[Circular *1]';
    if (value instanceof Error) inexact();
    if (value instanceof Error) return value.stack ? value.name + ': ' + value.message + '\n' + value.stack : value.name + ': ' + value.message;
    if (value instanceof Date) return isNaN(value) ? 'Invalid Date' : value.toISOString();
    if (value instanceof RegExp) return StringOf(value);
    const inner = [...seen, value];
    const each = (v) => show(v, depth + 1, inner);
    const key = (k) => /^[A-Za-z_$][\w$]*$/.test(k) ? k : quote(k);
    const name = value.constructor && value.constructor !== Object ? value.constructor.name : '';
    if (depth > 2) { inexact(); return Array.isArray(value) ? '[Array]' : '[' + (name || 'Object') + ']'; }
    let open = '{', close = '}', prefix = name ? name + ' ' : Object.getPrototypeOf(value) === null ? '[Object: null prototype] ' : '', parts;
    if (Array.isArray(value) || ArrayBuffer.isView(value)) {
      [open, close] = ['[', ']'];
      prefix = Array.isArray(value) ? '' : name + '(' + value.length + ') ';
      if (value.length > 6) inexact();
      parts = Array.from(value).slice(0, 100).map(each);
      if (parts.length < value.length || !parts.every((_, i) => i in value)) inexact();
    } else if (value instanceof Map) {
      prefix = name + '(' + value.size + ') ';
      parts = [...value].map(([k, v]) => each(k) + ' => ' + each(v));
    } else if (value instanceof Set) {
      prefix = name + '(' + value.size + ') ';
      parts = [...value].map(each);
    } else {
      parts = Object.keys(value).map((k) => key(k) + ': ' + each(value[k]));
    }
    if (parts.length === 0) return prefix + open + close;
    const line = prefix + open + ' ' + parts.join(', ') + ' ' + close;
    if (line.length > 72 || line.includes('\n') || depth > 1) inexact();
    return line;
  }
  function format(...values) {
    const [first, ...rest] = values;
    if (typeof first !== 'string') return values.map((v) => show(v)).join(' ');
    if (rest.length === 0) return first;
    const text = first.replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (rest.length === 0) return mark;
      const value = rest.shift();
      switch (mark) {
        case '%d': return typeof value === 'object' ? 'NaN' : StringOf(NumberOf(value));
        case '%i': return StringOf(parseInt(value));
        case '%f': return StringOf(parseFloat(value));
        case '%j': return stringify(value);
        case '%c': return '';
        case '%s': return typeof value === 'object' && value !== null ? show(value, 1) : StringOf(value);
        default: return show(value, 1);
      }
    });
    return [text, ...rest.map((v) => show(v))].join(' ');
  }
  // In pieces, so that a text far beyond the limit is not carried over whole; the host says when it has enough.
  const emit = (channel, text) => {
    for (let at = 0; at < text.length; at += 65536) if (host(channel, text.slice(at, at + 65536)) === true) return;
  };
  const printed = (channel) => (...values) => { emit(channel, format(...values)); emit(channel, '\n'); };
  const out = printed('stdout'), err = printed('stderr');
  globalThis.console = {
    log: out, info: out, debug: out, error: err, warn: err, trace: err, dir: (value) => out(show(value, 1)),
    assert: (ok, ...rest) => { if (!ok) err('Assertion failed' + (rest.length ? ': ' + format(...rest) : '')); },
    table: (...v) => { inexact(); out(...v); }, group: (...v) => { inexact(); out(...v); }, groupEnd() {}, time() {}, timeEnd() {}, count() {},
  };

  // Timers run in order of their time; nothing waits for a real clock.
  let now = 0, nextId = 1;
  const timers = new Map();
  const heap = () => { let first; timers.forEach((t) => { if (!first || t.at < first.at || (t.at === first.at && t.id < first.id)) first = t; }); return first; };
  const setTimer = (f, delay, args, every) => {
    const id = nextId++;
    timers.set(id, { id, at: now + Math.max(1, NumberOf(delay) || 0), f, args, every: every ? Math.max(1, NumberOf(delay) || 0) : undefined });
    return id;
  };
  globalThis.setTimeout = (f, delay, ...args) => setTimer(f, delay, args, false);
  globalThis.setInterval = (f, delay, ...args) => setTimer(f, delay, args, true);
  globalThis.setImmediate = (f, ...args) => setTimer(f, 0, args, false);
  globalThis.clearTimeout = globalThis.clearInterval = globalThis.clearImmediate = (id) => void timers.delete(id);
  globalThis.queueMicrotask ??= (f) => void PromiseOf.resolve().then(f);
  globalThis.global = globalThis;

  class Exit { constructor(code) { this.code = code; } }
  const listeners = { data: [], end: [] };
  let listening = false;
  const feed = () => {
    if (listening) return;
    listening = true;
    setTimer(() => {
      if (stdin) for (const f of listeners.data) f(stdin);
      for (const f of listeners.end) f();
      for (const f of listeners.close ?? []) f();
    }, 0, [], false);
  };
  const input = {
    fd: 0, setEncoding() { return input; }, resume() { feed(); return input; }, pause() { return input; }, unref() {},
    on(event, f) { (listeners[event] ??= []).push(f); if (event === 'data' || event === 'end' || event === 'readable') feed(); return input; },
    once(event, f) { return input.on(event, f); },
    read() { const text = stdin; stdin = ''; return text || null; },
    async *[Symbol.asyncIterator]() { if (stdin) yield stdin; },
  };
  const output = (channel) => ({ write(text) { emit(channel, StringOf(text)); return true; }, end(text) { if (text !== undefined) emit(channel, StringOf(text)); }, on() {} });
  globalThis.process = {
    argv: ['node', 'main.js'], env: {}, platform: 'linux', pid: 1, version: 'v20.0.0', versions: {}, stdin: input, stdout: output('stdout'), stderr: output('stderr'),
    exit(code) { host('exit', StringOf(code ?? 0)); throw new Exit(code); },
    on() { return process; }, once() { return process; }, cwd: () => '/', memoryUsage: () => ({ heapUsed: 0, rss: 0 }), uptime: () => now / 1000,
    hrtime: Object.assign(() => [Math.floor(now / 1000), 0], { bigint: () => BigInt(Math.floor(now * 1e6)) }),
    nextTick: (f, ...args) => queueMicrotask(() => f(...args)),
  };
  const isInput = (path) => path === 0 || path === '/dev/stdin';
  const modules = {
    fs: {
      readFileSync(path, options) {
        if (!isInput(path)) { host('unsupported', 'reading files'); throw new Error("ENOENT: no such file or directory, open '" + path + "'"); }
        if (options === undefined || (typeof options === 'object' && !options?.encoding)) return { toString: () => stdin, length: stdin.length };
        return stdin;
      },
      writeSync(fd, text) { emit(fd === 2 ? 'stderr' : 'stdout', StringOf(text)); return StringOf(text).length; },
      writeFileSync(path, text) { if (path === 1 || path === '/dev/stdout') emit('stdout', StringOf(text)); else { host('unsupported', 'writing files'); throw new Error('EROFS: read-only file system'); } },
      existsSync: (path) => isInput(path),
    },
    readline: {
      createInterface() {
        const split = () => { const lines = stdin.split(/\r?\n/); if (lines.at(-1) === '') lines.pop(); return lines; };
        const handlers = { line: [], close: [] };
        let started = false, closed = false;
        const start = () => { if (started) return; started = true; setTimer(() => {
          for (const line of split()) { if (closed) break; for (const f of handlers.line) f(line); }
          if (!closed) made.close();
        }, 0, [], false); };
        const made = {
          on(event, f) { (handlers[event] ??= []).push(f); if (event === 'line' || event === 'close') start(); return made; },
          once(event, f) { return made.on(event, f); },
          close() { if (closed) return; closed = true; for (const f of handlers.close) f(); },
          question(prompt, f) { host('stdout', prompt); const lines = split(); setTimer(() => { const [line = '', ...rest] = lines; stdin = rest.join('\n'); f(line); }, 0, [], false); },
          setPrompt() {}, prompt() {}, pause() { return made; }, resume() { return made; },
          async *[Symbol.asyncIterator]() { yield* split(); },
        };
        return made;
      },
    },
    util: { inspect: (value) => show(value, 1), format },
    process: globalThis.process,
    os: { EOL: '\n' },
    perf_hooks: { performance: globalThis.performance },
  };
  globalThis.require = (name) => {
    const key = StringOf(name).replace(/^node:/, '');
    if (Object.hasOwn(modules, key)) return modules[key];
    host('unsupported', 'the module "' + key + '"');
    const error = new Error("Cannot find module '" + name + "'");
    error.code = 'MODULE_NOT_FOUND';
    throw error;
  };
  globalThis.module = { exports: {} };
  globalThis.exports = globalThis.module.exports;

  const PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;
  const lookUp = eval;
  const theModule = globalThis.module;
  const find = (names, name) => {
    if (apply(Match, PATH, [name]) === null) throw new Error('"' + name + '" is not the name of a function');
    const parts = apply(Split, name, ['.']);
    const [first] = parts;
    let value = names ? names[first] ?? names.default?.[first] ?? (names.default?.name === first ? names.default : undefined) ?? names.__lookUp(first) : lookUp('typeof ' + first + ' === "undefined" ? undefined : ' + first);
    value ??= theModule.exports?.[first] ?? (theModule.exports?.name === first ? theModule.exports : undefined);
    let self;
    for (let i = 1; i < parts.length; i++) {
      const isClass = typeof value === 'function' && apply(StartsWith, apply(FunctionText, value, []), ['class']);
      self = isClass && !(parts[i] in value) ? new value() : value;
      value = self[parts[i]];
    }
    if (typeof value !== 'function') throw new ReferenceError('the program defines no function "' + name + '"');
    return (args) => apply(value, self, args);
  };
  return {
    setInput: (text) => { stdin = text; },
    async calls(text, loading, isNamespace) {
      const calls = parse(text);
      const loaded = await loading;
      const names = isNamespace ? loaded : undefined;
      for (let i = 0; i < calls.length; i++) {
        let value;
        try {
          value = find(names, calls[i].function)(codec.decode(calls[i].arguments));
          if (value instanceof PromiseOf) value = await value;
        } catch (error) {
          host('result', codec.failure(i, error));
          continue;
        }
        host('result', codec.report(i, value));
      }
      host('result', codec.line({ done: true }));
    },
    // Its rejection stays unhandled, and so an error.
    watch(loading) {
      waiting = true;
      apply(Then, loading, [() => { waiting = false; }]);
    },
    waits: () => waiting,
    // Runs the timer that is due first; false when there is none.
    turn() {
      const timer = heap();
      if (!timer) return false;
      now = Math.max(now, timer.at);
      if (timer.every === undefined) timers.delete(timer.id); else timer.at = now + timer.every;
      (typeof timer.f === 'function' ? timer.f : () => lookUp(StringOf(timer.f)))(...timer.args);
      return true;
    },
    clock: () => now,
    describe: codec.describe,
  };
})()`;

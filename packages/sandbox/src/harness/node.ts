import { JAVASCRIPT_CODEC, LOOK_UP } from './javascript.ts';

/** Runs inside a native sandbox under node: defines the program, calls its functions, reports on descriptor 3. */
export const NODE_HARNESS = String.raw`'use strict';
const fs = require('node:fs');
const vm = require('node:vm');
const { writeSync } = fs;
const exit = process.reallyExit.bind(process);
const codec = ${JAVASCRIPT_CODEC};
const { apply } = Reflect;
const from = Buffer.from;
const [, , file] = process.argv;
const payload = JSON.parse(fs.readFileSync(5, 'utf8'));
fs.closeSync(5);
const { nonce, calls } = payload;
const { Script, runInThisContext } = { Script: vm.Script, runInThisContext: vm.runInThisContext };
const isPromise = require('node:util').types.isPromise;
const find = RegExp.prototype.exec;
const PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;
const own = Function.prototype.toString;
const split = String.prototype.split;

function send(text) {
  const bytes = from(nonce + ' ' + text + '\n');
  let at = 0;
  while (at < bytes.length) {
    try { at += writeSync(3, bytes, at, bytes.length - at); } catch (error) { if (error.code !== 'EAGAIN') exit(1); }
  }
}

function isClass(value) {
  return typeof value === 'function' && apply(own, value, []).startsWith('class');
}

function resolve(scope, name) {
  if (apply(find, PATH, [name]) === null) throw new Error('"' + name + '" is not the name of a function');
  const parts = apply(split, name, ['.']);
  let value = scope(parts[0]);
  let self;
  for (let i = 1; i < parts.length; i++) {
    self = isClass(value) && !(parts[i] in value) ? new value() : value;
    value = self[parts[i]];
  }
  if (typeof value !== 'function') throw new ReferenceError('the program defines no function "' + name + '"');
  return (args) => apply(value, self, args);
}

async function loadModule(source) {
  const path = file.replace(/\.\w+$/, '') + '.called.mjs';
  fs.writeFileSync(path, source + ${JSON.stringify(LOOK_UP)});
  const names = await import(path);
  return (name) => names[name] ?? names.default?.[name] ?? (names.default?.name === name ? names.default : undefined) ?? names.__lookUp(name);
}

async function load() {
  const source = fs.readFileSync(file, 'utf8');
  if (file.endsWith('.mjs')) return loadModule(source);
  let script;
  try {
    script = new Script(source, { filename: file });
  } catch (error) {
    // What does not read as a script may be a module that waits at its top.
    if (error instanceof SyntaxError && /\bawait\b/.test(source)) {
      try { return await loadModule(source); } catch (second) { if (!(second instanceof SyntaxError)) throw second; }
    }
    send(codec.line({ compile: codec.describe(error) }));
    exit(0);
  }
  const module = { exports: {} };
  Object.assign(globalThis, { require: require('node:module').createRequire(file), module, exports: module.exports, __filename: file, __dirname: '/tmp/work' });
  script.runInThisContext();
  return (name) => {
    const declared = runInThisContext('typeof ' + name + ' === "undefined" ? undefined : ' + name);
    return declared ?? module.exports?.[name] ?? (module.exports?.name === name ? module.exports : undefined);
  };
}

(async () => {
  let scope;
  try {
    scope = await load();
  } catch (error) {
    send(codec.line(error instanceof SyntaxError && file.endsWith('.mjs') ? { compile: codec.describe(error) } : { load: codec.describe(error) }));
    exit(0);
  }
  for (let i = 0; i < calls.length; i++) {
    let value;
    try {
      value = resolve(scope, calls[i].function)(codec.decode(calls[i].arguments));
      if (isPromise(value)) value = await value;
    } catch (error) {
      send(codec.failure(i, error));
      continue;
    }
    send(codec.report(i, value));
  }
  send(codec.line({ done: true }));
  exit(0);
})();
`;

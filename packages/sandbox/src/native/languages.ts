/** How a language is run natively. Commands are looked up on PATH; `{name}` in an argument stands for a command. */
export interface NativeLanguage {
  /** File that the program is written to, in the working folder. */
  readonly file: string;
  /** Commands it needs, in the order in which one that is missing is named. */
  readonly commands: readonly string[];
  readonly compile?: readonly string[];
  readonly run: readonly string[];
  /** What `compile` leaves behind and `run` needs, relative to the working folder. */
  readonly artefact?: string;
  /** Debian's package for it, named when it is missing. */
  readonly debian: string;
  /** Environment beyond the common one; `{home}` stands for the job's own folder. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The smallest program that prints `ready`, for the self-test. */
  readonly ready: string;
  /** Memory and processes that the language's own runtime needs beside the program's. */
  readonly overheadMegabytes?: number;
  readonly overheadProcesses?: number;
  /** Stack of the main thread in MiB, where programs recurse deeply. */
  readonly stackMegabytes?: number;
  /** A stderr that says the program itself does not compile, for languages without a compile step. */
  readonly syntaxError?: RegExp;
  /** A stderr that says memory ran out. */
  readonly outOfMemory?: RegExp;
}

const CXX_MEMORY = /std::bad_alloc|virtual memory exhausted/;

/**
 * Every language that the native layers know. Go is not among them: without a cache that jobs share it compiles its
 * library anew for each program.
 * `touchstone sandbox doctor` says which are there.
 */
export const NATIVE_LANGUAGES: Readonly<Record<string, NativeLanguage>> = {
  python: {
    file: 'main.py',
    commands: ['python3'],
    // Not -I: the files beside the program can be imported.
    run: ['{python3}', '-E', '-s', '-B', 'main.py'],
    debian: 'python3',
    ready: 'print("ready")',
    syntaxError: /^(?:SyntaxError|IndentationError|TabError): /m,
    outOfMemory: /^MemoryError/m,
  },
  javascript: {
    // Node finds out what kind of program it is: one that waits at its top is a module.
    file: 'main.js',
    commands: ['node'],
    run: ['{node}', 'main.js'],
    debian: 'nodejs',
    ready: 'console.log("ready")',
    overheadMegabytes: 256,
    overheadProcesses: 16,
    syntaxError: /^SyntaxError: /m,
    outOfMemory: /heap out of memory|Array buffer allocation failed|Cannot create a string longer/,
  },
  cpp: {
    file: 'main.cpp',
    commands: ['g++'],
    compile: ['{g++}', '-O2', '-std=c++17', '-o', 'main', 'main.cpp'],
    run: ['./main'],
    artefact: 'main',
    debian: 'g++',
    ready: '#include <cstdio>\nint main() { std::puts("ready"); }',
    stackMegabytes: 256,
    outOfMemory: CXX_MEMORY,
  },
  c: {
    file: 'main.c',
    commands: ['gcc'],
    compile: ['{gcc}', '-O2', '-std=c17', '-o', 'main', 'main.c', '-lm'],
    run: ['./main'],
    artefact: 'main',
    debian: 'gcc',
    ready: '#include <stdio.h>\nint main(void) { puts("ready"); return 0; }',
    stackMegabytes: 256,
    outOfMemory: CXX_MEMORY,
  },
  rust: {
    file: 'main.rs',
    commands: ['rustc', 'cc'],
    compile: ['{rustc}', '-O', '-o', 'main', 'main.rs'],
    run: ['./main'],
    artefact: 'main',
    debian: 'rustc',
    ready: 'fn main() { println!("ready"); }',
    outOfMemory: /memory allocation of \d+ bytes failed/,
  },
  java: {
    file: 'Main.java',
    commands: ['java', 'javac'],
    compile: ['{javac}', '-J-XX:+UseSerialGC', '-J-Xmx256m', '-d', 'classes', 'Main.java'],
    run: ['{java}', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss64m', '-cp', 'classes', 'Main'],
    debian: 'default-jdk-headless',
    ready: 'public class Main { public static void main(String[] a) { System.out.println("ready"); } }',
    overheadMegabytes: 768,
    overheadProcesses: 48,
    outOfMemory: /java\.lang\.OutOfMemoryError/,
  },
  ruby: {
    file: 'main.rb',
    commands: ['ruby'],
    run: ['{ruby}', 'main.rb'],
    debian: 'ruby',
    ready: 'puts "ready"',
    outOfMemory: /failed to allocate memory/,
  },
  perl: {
    file: 'main.pl',
    commands: ['perl'],
    run: ['{perl}', 'main.pl'],
    debian: 'perl',
    ready: 'print "ready\\n";',
    outOfMemory: /^Out of memory/m,
  },
  php: {
    file: 'main.php',
    commands: ['php'],
    run: ['{php}', 'main.php'],
    debian: 'php-cli',
    ready: '<?php echo "ready\\n";',
    outOfMemory: /Allowed memory size/,
  },
  lua: {
    file: 'main.lua',
    commands: ['lua'],
    run: ['{lua}', 'main.lua'],
    debian: 'lua5.4',
    ready: 'print("ready")',
    outOfMemory: /not enough memory/,
  },
  shell: {
    file: 'main.sh',
    commands: ['bash'],
    run: ['{bash}', 'main.sh'],
    debian: 'bash',
    ready: 'echo ready',
    outOfMemory: /cannot allocate/,
  },
};

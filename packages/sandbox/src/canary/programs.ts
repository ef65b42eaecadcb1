/** What a canary reaches for: if any of it is reached, the layer does not contain. */
export interface Bait {
  /** A folder outside that anyone may write to. */
  readonly folder: string;
  /** A file outside that anyone may read; it holds the secret. */
  readonly secretFile: string;
  /** A port of this machine's own address that listens for TCP and UDP. */
  readonly port: number;
}

/** Programs that try to get out in every way of their language, swallow each failure, and print `ready`. */
export const CANARIES: Readonly<Record<string, (bait: Bait) => string>> = {
  python: ({ folder, secretFile, port }) => `
import os, socket, sys
def attempt(f):
    try: f()
    except BaseException: pass
def write():
    with open(${quote(`${folder}/escaped`)}, 'w') as f: f.write('x')
def read():
    with open(${quote(secretFile)}) as f: print(f.read())
def environment():
    print(dict(os.environ))
def processes():
    for pid in os.listdir('/proc'):
        if pid.isdigit():
            attempt(lambda: print(open('/proc/' + pid + '/environ').read()))
def tcp():
    socket.create_connection(('127.0.0.1', ${port}), 1).close()
def udp():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', ${port}))
def host():
    import js
    js.eval("require('fs').writeFileSync(" + repr(${quote(`${folder}/escaped`)}) + ", 'x')")
def shell():
    import subprocess
    subprocess.run(['sh', '-c', 'echo x > ${folder}/escaped'], timeout=2)
for f in (write, read, environment, processes, tcp, udp, host, shell): attempt(f)
print('ready')
`,
  javascript: ({ folder, secretFile, port }) => `
const attempt = (f) => { try { f(); } catch {} };
const node = (name) => process.getBuiltinModule?.(name) ?? require(name);
const file = ${quote(`${folder}/escaped`)};
attempt(() => node('fs').writeFileSync(file, 'x'));
attempt(() => console.log(node('fs').readFileSync(${quote(secretFile)}, 'utf8')));
attempt(() => console.log(JSON.stringify(process.env)));
attempt(() => { for (const pid of node('fs').readdirSync('/proc')) attempt(() => console.log(node('fs').readFileSync('/proc/' + pid + '/environ', 'utf8'))); });
attempt(() => node('net').connect(${port}, '127.0.0.1').on('error', () => {}));
attempt(() => { const socket = node('dgram').createSocket('udp4'); socket.on('error', () => {}); socket.send('x', ${port}, '127.0.0.1', () => socket.close()); });
attempt(() => node('child_process').execSync('echo x > ' + file, { stdio: 'ignore' }));
attempt(() => Function('return process')().mainModule.require('fs').writeFileSync(file, 'x'));
attempt(() => Deno.writeTextFileSync(file, 'x'));
console.log('ready');
`,
  shell: ({ folder, secretFile, port }) => `
(echo x > ${folder}/escaped) 2>/dev/null
cat ${secretFile} 2>/dev/null
env
cat /proc/*/environ 2>/dev/null
(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null
(echo x > /dev/udp/127.0.0.1/${port}) 2>/dev/null
echo ready
`,
};

function quote(text: string): string {
  return JSON.stringify(text);
}

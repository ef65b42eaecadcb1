import type { AttackSet } from './attack.ts';

/** Plain C headers: they compile ten times faster than the library of C++. */
const HEADERS = [
  'stdio.h',
  'stdlib.h',
  'string.h',
  'unistd.h',
  'signal.h',
  'sys/socket.h',
  'netinet/in.h',
  'arpa/inet.h',
];

const main = (body: string): string =>
  `${HEADERS.map((name) => `#include <${name}>\n`).join('')}extern char **environ;\nint main() {\n${body}\n}`;

/** C++ programs read stdin alone. */
export const cpp: AttackSet = {
  language: 'cpp',
  wrong: { stdin: '' },
  attacks: [
    {
      id: 'cpp-right',
      class: 'control',
      passes: true,
      stdin: main(
        'long x, l, h; if (scanf("%ld %ld %ld", &x, &l, &h) == 3) printf("%ld\\n", x < l ? l : x > h ? h : x);',
      ),
    },
    { id: 'cpp-wrong', class: 'control', stdin: main('puts("-12345");') },
    {
      id: 'cpp-fs-write',
      class: 'fs',
      stdin: main('FILE *f = fopen("@CANARY@/a", "w"); if (f) fputs("x", f); puts("-1");'),
    },
    { id: 'cpp-fs-include', class: 'secret', stdin: '#include "@SECRET@"\nint main() {}' },
    { id: 'cpp-secret-env', class: 'secret', stdin: main('for (char **e = environ; *e; e++) puts(*e);') },
    { id: 'cpp-secret-embed', class: 'secret', stdin: 'asm(".incbin \\"@SECRET@\\"");\nint main() {}' },
    {
      id: 'cpp-net-tcp',
      class: 'net',
      stdin: main(
        'int s = socket(AF_INET, SOCK_STREAM, 0); sockaddr_in a{}; a.sin_family = AF_INET; a.sin_port = htons(@PORT@); a.sin_addr.s_addr = inet_addr("127.0.0.1"); connect(s, (sockaddr *)&a, sizeof a); (void)!write(s, "x", 1); puts("-1");',
      ),
    },
    {
      id: 'cpp-resource-memory',
      class: 'resource',
      stdin: main('for (;;) memset(new char[1 << 24], 1, 1 << 24);'),
    },
    {
      id: 'cpp-survivor-fork',
      class: 'survivor',
      stdin: main(
        'if (fork() == 0) { setsid(); execl("/bin/sleep", "sleep", "603", "@MARK@", (char *)0); } puts("-1");',
      ),
    },
    { id: 'cpp-host-kill', class: 'host', stdin: main('kill(getppid(), SIGKILL); kill(-1, SIGKILL);') },
    { id: 'cpp-hack-exit', class: 'hack', stdin: main('_exit(0);') },
    {
      id: 'cpp-compile-bomb',
      class: 'resource',
      stdin:
        'template <int N> struct A { A<N - 1> a; A<N - 2> b; };\ntemplate <> struct A<0> {};\ntemplate <> struct A<1> {};\nint main() { return sizeof(A<60>) * sizeof(A<900000000>); }',
      slow: true,
    },
  ],
};

import { arch } from 'node:process';

/**
 * The system calls a program is refused, as a classic BPF program (seccomp(2), linux/filter.h). A deny list: the
 * isolation is the namespaces'; this takes away parts of the kernel that no solution of a task needs. Numbers are
 * those of asm/unistd_64.h and asm-generic/unistd.h.
 */
interface Machine {
  readonly audit: number;
  readonly denied: readonly number[];
  readonly clone: number;
  readonly clone3: number;
  readonly socket: number;
  readonly socketpair: number;
  readonly ioctl: number;
}

const MACHINES: Readonly<Record<string, Machine>> = {
  x64: {
    audit: 0xc000003e,
    // ptrace, syslog, pivot_root, acct, mount, umount2, swapon, swapoff, reboot, sethostname, setdomainname,
    // iopl, ioperm, init_module, delete_module, quotactl, kexec_load, add_key, request_key, keyctl,
    // unshare, perf_event_open, fanotify_init, name_to_handle_at, open_by_handle_at, setns, process_vm_readv,
    // process_vm_writev, kcmp, finit_module, kexec_file_load, bpf, userfaultfd, io_uring_setup, io_uring_enter,
    // io_uring_register, open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, pidfd_getfd, mount_setattr,
    // settimeofday, clock_settime, adjtimex, clock_adjtime, chroot, personality, shmget, msgget, semget, mq_open
    denied: [
      101, 103, 155, 163, 165, 166, 167, 168, 169, 170, 171, 172, 173, 175, 176, 179, 246, 248, 249, 250, 272,
      298, 300, 303, 304, 308, 310, 311, 312, 313, 320, 321, 323, 425, 426, 427, 428, 429, 430, 431, 432, 433,
      438, 442, 164, 227, 159, 305, 161, 135, 29, 68, 64, 240,
    ],
    clone: 56,
    clone3: 435,
    socket: 41,
    socketpair: 53,
    ioctl: 16,
  },
  arm64: {
    audit: 0xc00000b7,
    denied: [
      117, 116, 41, 89, 40, 39, 224, 225, 142, 161, 162, 105, 106, 60, 104, 217, 218, 219, 97, 241, 262, 264,
      265, 268, 270, 271, 272, 273, 294, 280, 282, 425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442, 170,
      112, 171, 266, 51, 92, 194, 186, 190, 180,
    ],
    clone: 220,
    clone3: 435,
    socket: 198,
    socketpair: 199,
    ioctl: 29,
  },
};

const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_SET = 0x45;
const JUMP_AT_LEAST = 0x35;
const AND = 0x54;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const refuse = (errno: number): number => 0x00050000 | errno;
const [EPERM, ENOSYS, EAFNOSUPPORT] = [1, 38, 97];
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET and NEWTIME. */
const NEW_NAMESPACES = 0x7e020000;
const AF_UNIX = 1;
const NO_FAMILY = 0xffff;
const [SOCK_STREAM, SOCK_SEQPACKET, TYPE_MASK] = [1, 5, 0xf];
/** Puts characters into the input of a terminal. */
const TIOCSTI = 0x5412;
const X32 = 0x40000000;

type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, value: number];

/**
 * The filter as bytes of `struct sock_filter`, or undefined on a machine whose numbers are not known here. Where no
 * namespace hides the machine's own sockets, not even local ones can be made (`sockets: 'none'`), but for pairs that
 * can send to each other alone: one of a pair of datagram sockets could send to any socket of the machine's.
 */
export function seccompFilter(sockets: 'local' | 'none', machineName: string = arch): Buffer | undefined {
  const machine = MACHINES[machineName];
  if (!machine) return undefined;
  const family = sockets === 'local' ? AF_UNIX : NO_FAMILY;
  const instructions: Instruction[] = [
    [LOAD, 0, 0, 4],
    [JUMP_EQUAL, 1, 0, machine.audit],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, 0],
    [JUMP_AT_LEAST, 0, 1, X32],
    [RETURN, 0, 0, refuse(ENOSYS)],
    ...machine.denied.flatMap((call): Instruction[] => [
      [JUMP_EQUAL, 0, 1, call],
      [RETURN, 0, 0, refuse(EPERM)],
    ]),
    // Its flags are behind a pointer that a filter cannot read; the C library then falls back to clone.
    [JUMP_EQUAL, 0, 1, machine.clone3],
    [RETURN, 0, 0, refuse(ENOSYS)],
    ...onArgument(machine.clone, 0, [JUMP_SET, 0, 1, NEW_NAMESPACES], refuse(EPERM)),
    ...onArgument(machine.socket, 0, [JUMP_EQUAL, 1, 0, family], refuse(EAFNOSUPPORT)),
    ...onArgument(machine.socketpair, 0, [JUMP_EQUAL, 1, 0, AF_UNIX], refuse(EAFNOSUPPORT)),
    ...(sockets === 'none' ? onlyConnected(machine.socketpair) : []),
    ...onArgument(machine.ioctl, 1, [JUMP_EQUAL, 0, 1, TIOCSTI], refuse(EPERM)),
    [RETURN, 0, 0, ALLOW],
  ];
  const bytes = Buffer.alloc(instructions.length * 8);
  instructions.forEach(([code, whenTrue, whenFalse, value], i) => {
    bytes.writeUInt16LE(code, i * 8);
    bytes.writeUInt8(whenTrue, i * 8 + 2);
    bytes.writeUInt8(whenFalse, i * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, i * 8 + 4);
  });
  return bytes;
}

/** On one system call, tests an argument's low word and answers; the call's number is loaded again after it. */
function onArgument(call: number, argument: number, test: Instruction, answer: number): Instruction[] {
  return [
    [JUMP_EQUAL, 0, 4, call],
    [LOAD, 0, 0, 16 + argument * 8],
    test,
    [RETURN, 0, 0, answer],
    [LOAD, 0, 0, 0],
  ];
}

/** On socketpair, allows the types that have one peer for ever; datagram and raw ones can name another. */
function onlyConnected(call: number): Instruction[] {
  return [
    [JUMP_EQUAL, 0, 6, call],
    [LOAD, 0, 0, 16 + 8],
    [AND, 0, 0, TYPE_MASK],
    [JUMP_EQUAL, 2, 0, SOCK_STREAM],
    [JUMP_EQUAL, 1, 0, SOCK_SEQPACKET],
    [RETURN, 0, 0, refuse(EAFNOSUPPORT)],
    [LOAD, 0, 0, 0],
  ];
}

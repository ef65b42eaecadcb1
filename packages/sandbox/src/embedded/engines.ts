import type { Engine, EngineName } from './engine.ts';

/** Makes an engine; each is loaded only where it is used. */
export async function createEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'quickjs':
      return (await import('./quickjs-engine.ts')).createQuickjsEngine();
    case 'monty':
      return (await import('./monty-engine.ts')).createMontyEngine();
    case 'typescript':
      return (await import('./typescript-engine.ts')).createTypescriptEngine();
    case 'vm2':
      return (await import('./vm2-engine.ts')).createVm2Engine();
  }
}

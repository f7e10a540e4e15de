/** Temporary replacements of methods on foreign objects. */
export class ReplacedMethods {
  readonly #restore: (() => void)[] = [];

  replace<T extends object, K extends keyof T>(target: T, name: K, method: T[K]): void {
    const own = Object.getOwnPropertyDescriptor(target, name);
    target[name] = method;
    this.#restore.push(() => {
      if (own === undefined) Reflect.deleteProperty(target, name);
      else Object.defineProperty(target, name, own);
    });
  }

  /** Restores all original methods in reverse order. */
  restore(): void {
    for (const restore of this.#restore.splice(0).reverse()) restore();
  }
}

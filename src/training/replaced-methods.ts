/** Methods of others' objects that are replaced for a while. */
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

  /** Puts all of them back, the last one first. */
  restore(): void {
    for (const restore of this.#restore.splice(0).reverse()) restore();
  }
}

/** The same props, each of which may also be undefined. */
export type Loose<T> = { [K in keyof T]: T[K] | undefined }

export type Given<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out what is undefined: React Aria's optional props do not take it. */
export function given<T extends object>(props: T): Given<T> {
  // Exactly the entries that the type keeps.
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Given<T>
}

// The shape of a translation: the same keys as the Vietnamese texts, any strings. Types only.

/** The keys of `T`; a plural key (`x_other`) may come with its singular (`x_one`), which Vietnamese has not. */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Stem}_other` ? `${Stem}_one` : never]?: string;
};

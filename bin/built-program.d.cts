/**
 * The path of the built form of a program, null where it has none or one that is older than its source.
 *
 * @param root folder of the project
 * @param name of its source, without extension
 */
declare function builtProgram(root: string, name: string): string | null
export = builtProgram

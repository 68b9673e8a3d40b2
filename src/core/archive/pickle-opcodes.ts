/** Instructions of all pickle protocols that no pickle of protocol 2 or later of a state dict holds, as `pickletools` names them. */
const FOREIGN: Readonly<Record<string, string>> = {
  F: 'FLOAT',
  I: 'INT',
  L: 'LONG',
  P: 'PERSID',
  S: 'STRING',
  V: 'UNICODE',
  d: 'DICT',
  g: 'GET',
  i: 'INST',
  l: 'LIST',
  o: 'OBJ',
  p: 'PUT',
  '\x82': 'EXT1',
  '\x83': 'EXT2',
  '\x84': 'EXT4',
};

/** The name of an instruction that is refused, or its number where there is none of that name. */
export function foreignOpcodeName(opcode: number): string {
  return FOREIGN[String.fromCharCode(opcode)] ?? `0x${opcode.toString(16).padStart(2, '0')}`;
}

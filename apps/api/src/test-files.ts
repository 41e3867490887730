import { inflateRawSync, inflateSync } from 'node:zlib';

/** What is written on each page of a paper that the platform made. */
export function pagesOf(pdf: Buffer): string[] {
  const source = pdf.toString('latin1');
  const streams = [...source.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body]) => {
    try {
      return inflateSync(Buffer.from(body ?? '', 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  const written = (stream: string) =>
    [...stream.matchAll(/\[([^\]]*)\] TJ/g)]
      .map(([, text]) =>
        [...(text ?? '').matchAll(/<([0-9a-f]+)>/g)]
          .map(([, hex]) => Buffer.from(hex ?? '', 'hex').toString('latin1'))
          .join(''),
      )
      .join('\n');
  return streams.map(written).filter((text) => text !== '');
}

/** The parts of a workbook that the platform made, by name, as they are packed. */
export function partsOf(xlsx: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = xlsx.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  let at = xlsx.readUInt32LE(end + 16);
  for (let entries = xlsx.readUInt16LE(end + 10); entries > 0; entries--) {
    const nameLength = xlsx.readUInt16LE(at + 28);
    const name = xlsx.toString('utf8', at + 46, at + 46 + nameLength);
    const local = xlsx.readUInt32LE(at + 42);
    const from = local + 30 + xlsx.readUInt16LE(local + 26) + xlsx.readUInt16LE(local + 28);
    const packed = xlsx.subarray(from, from + xlsx.readUInt32LE(at + 20));
    const isPacked = xlsx.readUInt16LE(at + 10) !== 0;
    parts.set(name, (isPacked ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + nameLength + xlsx.readUInt16LE(at + 30) + xlsx.readUInt16LE(at + 32);
  }
  return parts;
}

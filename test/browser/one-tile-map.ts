import { crc32, deflateSync } from "node:zlib";

/** A PMTiles file (version 3) with one picture for the whole world, all in one colour ("#2a6f4e"). */
export function oneTileMap(colour: string): Buffer {
  const tile = picture(colour);
  const metadata = Buffer.from("{}");
  // Number of entries; of the one: tile 0, for one tile, its length, its offset plus one.
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const header = Buffer.alloc(127);
  header.write("PMTiles", "latin1");
  header[7] = 3;
  const sections = [directory.length, metadata.length, 0, tile.length];
  let at = header.length;
  sections.forEach((length, nth) => {
    header.writeBigUInt64LE(BigInt(at), 8 + nth * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + nth * 16);
    at += length;
  });
  for (const counted of [72, 80, 88]) header.writeBigUInt64LE(1n, counted);
  // Clustered; directory and tiles not compressed; PNG; from zoom 0 to 0.
  header.set([1, 1, 1, 2, 0, 0], 96);
  [-180, -85, 180, 85].forEach((degrees, nth) => header.writeInt32LE(degrees * 1e7, 102 + nth * 4));
  return Buffer.concat([header, directory, metadata, tile]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

const side = 8;

function picture(colour: string): Buffer {
  const pixel = Buffer.from(colour.slice(1), "hex");
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: side }, () => pixel)]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // 8 bits a channel, red, green and blue.
  head.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

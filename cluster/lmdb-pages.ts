// Walks every page of an LMDB data file without LMDB, and checks what LMDB takes on trust: it follows a damaged page number into a
// SIGSEGV, and hands a page that a damaged free list names to the next writer although it is in use.
//
// The format is that of lmdb-js 3.5 (LMDB data version 2, little-endian, without overlapping sync): MDB_page_header, MDB_meta, MDB_db,
// MDB_node and MDB_ovpage of its mdb.c. package.json pins that version; test/cluster/lmdb-pages.test.ts compares both readers.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** What is wrong, and on which page. */
export class BadPage extends Error {
  override readonly name = "BadPage";
}

const pageHeader = 24;
const nodeHeader = 8;
const magic = 0xbeefc0de;
const dataVersion = 2;
const flag = { branch: 0x01, leaf: 0x02, overflow: 0x04, meta: 0x08 } as const;
const bigData = 0x01;
const noPage = 0xffff_ffff_ffff_ffffn;
const overflowReference = 24;
/** LMDB's own bound on a cursor's stack. */
const deepest = 32;

interface Tree {
  readonly name: string;
  readonly depth: number;
  readonly branches: number;
  readonly leaves: number;
  readonly overflows: number;
  readonly entries: number;
  readonly root: number | undefined;
}

interface Meta {
  readonly txn: number;
  readonly last: number;
  readonly pageSize: number;
  readonly free: Tree;
  readonly main: Tree;
}

/** Calls `visit` with each record in key order. Throws {@link BadPage}, and whatever `visit` throws. */
export function walkPages(file: string, visit: (key: Buffer, value: Buffer) => void): void {
  const fd = openSync(file, "r");
  try {
    const walk = new Walk(fd, fstatSync(fd).size);
    walk.tree(walk.meta.main, visit, Buffer.compare);
    walk.tree(
      walk.meta.free,
      (_, list) => walk.freed(list),
      (a, b) => Number(a.readBigUInt64LE(0) - b.readBigUInt64LE(0)),
    );
  } finally {
    closeSync(fd);
  }
}

class Walk {
  readonly meta: Meta;
  readonly #fd: number;
  readonly #size: number;
  /** A bit per page: in use by a tree, or free. Each page is one of them, once. */
  readonly #seen: Uint8Array;
  #counts = { branches: 0, leaves: 0, overflows: 0, entries: 0 };
  #previous: Buffer | undefined;

  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.#size = size;
    const first = this.#readMeta(0, 4096);
    const second = this.#readMeta(1, first.pageSize);
    check(Math.abs(first.txn - second.txn) <= 1, "the two head pages do not follow each other");
    this.meta = first.txn > second.txn ? first : second;
    check(this.meta.last < size / this.meta.pageSize + 0x100_0000, "the head page names more pages than the file could have");
    this.#seen = new Uint8Array((this.meta.last >> 3) + 1);
    this.#see(0);
    this.#see(1);
  }

  tree(tree: Tree, visit: (key: Buffer, value: Buffer) => void, compare: (a: Buffer, b: Buffer) => number): void {
    this.#counts = { branches: 0, leaves: 0, overflows: 0, entries: 0 };
    this.#previous = undefined;
    if (tree.root !== undefined) this.#page(tree.root, tree.depth, undefined, undefined, visit, compare);
    const { branches, leaves, overflows, entries } = this.#counts;
    check(
      branches === tree.branches && leaves === tree.leaves && overflows === tree.overflows && entries === tree.entries,
      `the ${tree.name} tree holds ${entries} records on ${branches + leaves + overflows} pages, its head says ${tree.entries} on ${tree.branches + tree.leaves + tree.overflows}`,
    );
  }

  /** One record of the free list: a count, then page numbers; a negative number is the length of a run, 0 a hole. */
  freed(list: Buffer): void {
    check(list.length >= 8 && list.length % 8 === 0, "a record of the free list has an odd size");
    const count = Number(list.readBigInt64LE(0));
    check(count >= 0 && (count + 1) * 8 <= list.length, "a record of the free list is longer than it is");
    for (let i = 1; i <= count; i++) {
      const entry = Number(list.readBigInt64LE(i * 8));
      if (entry === 0) continue;
      if (entry > 0) this.#see(entry);
      else {
        check(i < count && -entry <= this.meta.last, "a run in the free list has no start");
        const start = Number(list.readBigInt64LE(++i * 8));
        for (let page = start; page < start - entry; page++) this.#see(page);
      }
    }
  }

  #page(
    number: number,
    depth: number,
    low: Buffer | undefined,
    high: Buffer | undefined,
    visit: (key: Buffer, value: Buffer) => void,
    compare: (a: Buffer, b: Buffer) => number,
  ): void {
    const page = this.#readPage(number, 1, depth === 1 ? flag.leaf : flag.branch);
    const nodes = this.#nodes(page, number);
    check(nodes.length > 0 && (depth === 1 || nodes.length > 1), `page ${number} is empty`);
    if (depth === 1) {
      this.#counts.leaves++;
      for (const { at, key } of nodes) {
        check(this.#previous === undefined || compare(this.#previous, key) < 0, `page ${number} is out of order`);
        check(
          (low === undefined || compare(low, key) <= 0) && (high === undefined || compare(key, high) < 0),
          `page ${number} cannot be found by its keys`,
        );
        this.#previous = key;
        this.#counts.entries++;
        visit(key, this.#value(page, at, key.length, number));
      }
      return;
    }
    this.#counts.branches++;
    for (const [i, node] of nodes.entries()) {
      const child = page.readUInt16LE(node.at) + page.readUInt16LE(node.at + 2) * 0x1_0000 + page.readUInt16LE(node.at + 4) * 0x1_0000_0000;
      const from = i === 0 ? low : node.key;
      const to = nodes[i + 1]?.key ?? high;
      check(from === undefined || to === undefined || compare(from, to) < 0, `page ${number} is out of order`);
      this.#page(child, depth - 1, from, to, visit, compare);
    }
  }

  /** Nodes lie packed at the end of a page, each aligned to 2 bytes; a writer trusts the bounds it finds. */
  #nodes(page: Buffer, number: number): { readonly at: number; readonly key: Buffer }[] {
    const lower = page.readUInt16LE(20);
    const upper = page.readUInt16LE(22);
    const leaf = (page.readUInt16LE(18) & flag.leaf) !== 0;
    check(lower % 2 === 0 && lower <= upper && upper <= page.length - pageHeader, `page ${number} has impossible bounds`);
    const nodes: { readonly at: number; readonly key: Buffer }[] = [];
    let used = 0;
    for (let i = 0; i < lower; i += 2) {
      const at = page.readUInt16LE(pageHeader + i) + pageHeader;
      check(at >= upper + pageHeader && at % 2 === 0 && at + nodeHeader <= page.length, `page ${number} points outside itself`);
      const keySize = page.readUInt16LE(at + 6);
      const flags = leaf ? page.readUInt16LE(at + 4) : 0;
      const big = flags === bigData;
      check(flags === 0 || big, `page ${number} holds a record of an unknown kind`);
      check(keySize > 0 || (!leaf && i === 0), `page ${number} holds a record without a key`);
      const valueSize = leaf ? (big ? overflowReference : page.readUInt32LE(at)) : 0;
      const size = nodeHeader + keySize + valueSize;
      check(at + size <= page.length, `page ${number} holds a record longer than itself`);
      used += size + (size & 1);
      nodes.push({ at, key: page.subarray(at + nodeHeader, at + nodeHeader + keySize) });
    }
    check(used === page.length - pageHeader - upper, `page ${number} has records that overlap`);
    return nodes;
  }

  #value(page: Buffer, at: number, keySize: number, number: number): Buffer {
    const size = page.readUInt32LE(at);
    const start = at + nodeHeader + keySize;
    if (page.readUInt16LE(at + 4) !== bigData) return page.subarray(start, start + size);
    const first = this.#number(page, start);
    const pages = this.#number(page, start + 16);
    check(this.#number(page, start + 8) <= this.meta.txn, `page ${number} refers to a page from the future`);
    check(pages === Math.floor((pageHeader - 1 + size) / this.meta.pageSize) + 1, `page ${number} refers to a record of another length`);
    const overflow = this.#readPage(first, pages, flag.overflow);
    check(overflow.readUInt32LE(20) === pages, `page ${first} has another length than its record`);
    this.#counts.overflows += pages;
    return overflow.subarray(pageHeader, pageHeader + size);
  }

  #readPage(number: number, pages: number, kind: number): Buffer {
    for (let i = 0; i < pages; i++) this.#see(number + i);
    const page = this.#read(number * this.meta.pageSize, pages * this.meta.pageSize);
    check(this.#number(page, 0) === number && page.readUInt16LE(18) === kind, `page ${number} is not the page it should be`);
    check(this.#number(page, 8) <= this.meta.txn, `page ${number} is from the future`);
    return page;
  }

  #readMeta(index: number, pageSize: number): Meta {
    const page = this.#read(index * pageSize, 168);
    check(this.#number(page, 0) === index && (page.readUInt16LE(18) & flag.meta) !== 0, "the head page is not one");
    check(page.readUInt32LE(24) === magic && page.readUInt32LE(28) === dataVersion, "this is not a data file of this version");
    const size = page.readUInt32LE(48);
    check(size >= 4096 && size <= 65536 && (size & (size - 1)) === 0, "the head page has an impossible page size");
    check(page.readBigUInt64LE(32) === 0n && this.#number(page, 40) < 2 ** 44, "the head page has an impossible map");
    // MDB_NOSUBDIR, and MDB_INTEGERKEY on the free list; none on our tree: another one would compare keys otherwise.
    check(page.readUInt16LE(52) === 0x4008 && page.readUInt16LE(100) === 0, "the head page has unknown flags");
    const txn = this.#number(page, 152);
    check(txn === 0 || txn % 2 === index, "a head page stands in the other's place");
    return { txn, last: this.#number(page, 144), pageSize: size, free: this.#tree(page, 48, "free"), main: this.#tree(page, 96, "main") };
  }

  #tree(page: Buffer, at: number, name: string): Tree {
    const depth = page.readUInt16LE(at + 6);
    const root = page.readBigUInt64LE(at + 40);
    check(depth <= deepest && (depth === 0) === (root === noPage), `the ${name} tree has an impossible depth`);
    return {
      name,
      depth,
      branches: this.#number(page, at + 8),
      leaves: this.#number(page, at + 16),
      overflows: this.#number(page, at + 24),
      entries: this.#number(page, at + 32),
      root: root === noPage ? undefined : this.#number(page, at + 40),
    };
  }

  #see(page: number): void {
    check(page <= this.meta.last, `page ${page} is beyond the last one`);
    const bit = 1 << (page & 7);
    const seen = this.#seen[page >> 3] ?? 0;
    check((seen & bit) === 0, `page ${page} is used twice`);
    this.#seen[page >> 3] = seen | bit;
  }

  #number(page: Buffer, at: number): number {
    const value = page.readBigUInt64LE(at);
    check(value <= Number.MAX_SAFE_INTEGER, "a number is impossibly large");
    return Number(value);
  }

  #read(position: number, length: number): Buffer {
    check(position + length <= this.#size, `the file ends at ${this.#size}, before page ${Math.floor(position / 4096)}`);
    const bytes = Buffer.allocUnsafe(length);
    check(readSync(this.#fd, bytes, 0, length, position) === length, "the file could not be read to its end");
    return bytes;
  }
}

function check(condition: boolean, what: string): asserts condition {
  if (!condition) throw new BadPage(what);
}

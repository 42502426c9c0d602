#!/usr/bin/env python3
"""A second reading of docs/audit-bundle.md: verifies an audit bundle of Bulkhead with nothing but Python 3.11.

It was written from that page and not from the other verifiers, and is held to the same answers by the tests. Section
numbers below are those of the page.

Usage: verify.py BUNDLE --key FINGERPRINT [--previous BUNDLE|CHECKPOINT] [--json]
"""

import argparse
import base64
import hashlib
import json
import os
import re
import struct
import sys
import zlib

FORMAT = "bulkhead/audit-bundle"
ORIGIN = "bulkhead.invalid/log/"
README_SHA256 = "197ee1adf5e33968ae4840efa1c48f61d1eadb6c158df41f26d2301ecaed2309"
README_BYTES, README_CRC = 1486, 0x04117207

MEMBERS = ["README.txt", "openings.jsonl", "entries.jsonl", "proofs.json", "checkpoint", "manifest.json"]
MOST_FILE = 4_294_967_295
MOST = {"proofs.json": 67_108_864, "checkpoint": 4_096, "manifest.json": 65_536, "README.txt": 65_536}
MOST_LINE = 16_777_216
LARGEST_COUNT = 2**53 - 1
PIECE = 4 * 1024 * 1024

NOT_A_BUNDLE = {"too-large", "container", "manifest", "version", "previous-form"}
UNKNOWN_KEY = {"unknown-key", "previous-key"}
INCOMPLETE = {
    "cut-off",
    "member-missing",
    "entry-missing",
    "export-missing",
    "opening-missing",
    "behind-previous",
    "no-consistency-proof",
}
EXIT = {"intact": 0, "tampered": 2, "incomplete": 3, "unknown-key": 4, "not-a-bundle": 5}


class Stop(Exception):
    """Ends the verification with one last finding."""

    def __init__(self, code, **where):
        super().__init__(code)
        self.finding = {"code": code, **where}


# --- Section 1: the container


class Source:
    """A file that is read in places."""

    def __init__(self, path):
        self.handle = open(path, "rb")
        self.size = os.fstat(self.handle.fileno()).st_size

    def read(self, offset, length):
        self.handle.seek(offset)
        return self.handle.read(length)


def header_fields(name, size, crc):
    return struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 33, crc, size, size, len(name), 0)


def local_header(name, size, crc):
    return b"PK\x03\x04" + header_fields(name, size, crc) + name.encode()


def directory_header(name, size, crc, offset):
    middle = struct.pack("<HHHII", 0, 0, 0, 0, offset)
    return b"PK\x01\x02" + struct.pack("<H", 10) + header_fields(name, size, crc) + middle + name.encode()


def read_container(source):
    """The members as name -> (offset, size, crc)."""
    if source.size > MOST_FILE:
        raise Stop("too-large")
    end = source.read(source.size - 22, 22) if source.size >= 22 else b""
    if end[:8] != b"PK\x05\x06\0\0\0\0" or end[20:] != b"\0\0":
        raise Stop("cut-off" if is_cut_off(source) else "container")
    entries, entries_again, size, offset = struct.unpack("<HHII", end[8:20])
    if entries != entries_again or entries == 0 or offset + size + 22 != source.size or size > 65_536:
        raise Stop("container")
    directory = source.read(offset, size)
    found = []
    at = 0
    while at < len(directory):
        if at + 46 > len(directory):
            raise Stop("container")
        crc, compressed, uncompressed, name_length = struct.unpack_from("<IIIH", directory, at + 16)
        (local_offset,) = struct.unpack_from("<I", directory, at + 42)
        name = directory[at + 46 : at + 46 + name_length].decode("latin-1")
        if name not in MEMBERS or (found and MEMBERS.index(name) <= MEMBERS.index(found[-1][0])):
            raise Stop("container")
        if directory[at : at + 46 + name_length] != directory_header(name, compressed, crc, local_offset):
            raise Stop("container")
        found.append((name, uncompressed, crc, local_offset))
        at += 46 + name_length
    if len(found) != entries:
        raise Stop("container")
    for name, length, _, _ in found:
        if length > MOST.get(name, MOST_FILE):
            raise Stop("too-large", file=name)
    members = {}
    expected = 0
    for name, length, crc, local_offset in found:
        header = local_header(name, length, crc)
        if local_offset != expected or source.read(expected, len(header)) != header:
            raise Stop("container", file=name)
        members[name] = (expected + len(header), length, crc)
        expected += len(header) + length
    if expected != offset:
        raise Stop("container")
    for name in MEMBERS:
        if name not in members:
            raise Stop("member-missing", file=name)
    return members


def is_cut_off(source):
    head = source.read(0, 40)
    if head == b"" or not local_header("README.txt", README_BYTES, README_CRC).startswith(head):
        return False
    return b"PK\x05\x06" not in source.read(max(0, source.size - 65_557), 65_557)


# --- Section 2: canonical JSON


def parse_canonical(data):
    """The value of bytes that are canonical JSON. Raises ValueError for anything else."""
    text = data.decode("utf-8", errors="strict")
    try:
        value = json.loads(text, object_pairs_hook=unique, parse_float=inexact, parse_constant=refuse)
        check_value(value, 1)
        rendered = render(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if rendered != text:
        raise ValueError("not canonical")
    return value


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key twice")
    return dict(pairs)


def inexact(text):
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("not finite")
    return number


def refuse(text):
    raise ValueError(text)


def check_value(value, level):
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, bool) or value is None:
        pass
    elif isinstance(value, int):
        if abs(value) > LARGEST_COUNT:
            raise ValueError("not exact")
    elif isinstance(value, float):
        if value.is_integer() and LARGEST_COUNT < abs(value) < 1e21:
            raise ValueError("not exact")
    else:
        if level > 64:
            raise ValueError("nested too deeply")
        if isinstance(value, dict):
            for key in value:
                key.encode("utf-8")
        for one in value.values() if isinstance(value, dict) else value:
            check_value(one, level + 1)


def render(value):
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return render_number(value)
    if isinstance(value, list):
        return "[" + ",".join(map(render, value)) + "]"
    members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join(f"{render(key)}:{render(one)}" for key, one in members) + "}"


def render_number(number):
    """ECMA-262, Number::toString, from the shortest digits, which Python's repr has too."""
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    n = len(whole) + int(exponent or "0") - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    k = len(digits)
    if k <= n <= 21:
        return sign + digits + "0" * (n - k)
    if 0 < n <= 21:
        return sign + digits[:n] + "." + digits[n:]
    if -6 < n <= 0:
        return sign + "0." + "0" * -n + digits
    e = f"e{'+' if n > 0 else '-'}{abs(n - 1)}"
    return sign + digits[0] + ("." + digits[1:] if k > 1 else "") + e


def one_line(data):
    if not data.endswith(b"\n"):
        raise ValueError("no line")
    return parse_canonical(data[:-1])


class Lines:
    """The lines of a member, read in pieces."""

    def __init__(self, source, place):
        self.source = source
        self.offset, self.length, _ = place
        self.sha256 = hashlib.sha256()
        self.crc = 0

    def __iter__(self):
        rest = b""
        at = 0
        while at < self.length:
            piece = self.source.read(self.offset + at, min(PIECE, self.length - at))
            at += len(piece)
            self.sha256.update(piece)
            self.crc = zlib.crc32(piece, self.crc)
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                if len(line) > MOST_LINE:
                    raise ValueError("a line that is too long")
                yield line
            if len(rest) > MOST_LINE:
                raise ValueError("a line that is too long")
        if rest:
            raise ValueError("no line end")


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_COUNT


def is_hex(value, digits):
    return isinstance(value, str) and re.fullmatch(f"[0-9a-f]{{{digits}}}", value) is not None


def is_hash(value):
    return is_hex(value, 64)


def is_hashes(value):
    return isinstance(value, list) and all(map(is_hash, value))


def has_members(value, *names):
    return isinstance(value, dict) and set(value) == set(names)


# --- Section 3: the manifest


def read_manifest(data):
    try:
        manifest = one_line(data)
    except ValueError:
        raise Stop("manifest") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Stop("manifest")
    if manifest.get("version") != 1 or isinstance(manifest["version"], bool):
        raise Stop("version")
    names = "export files format from key level log masked salt to version".split()
    good = (
        has_members(manifest, *names)
        and all(is_count(manifest[name]) for name in ("export", "from", "to"))
        and manifest["from"] < manifest["to"] <= manifest["export"]
        and is_hash(manifest["key"])
        and is_hash(manifest["salt"])
        and is_hex(manifest["log"], 32)
        and manifest["level"] in ("proof", "redacted", "named", "full")
        and isinstance(manifest["masked"], bool)
        and not (manifest["masked"] and manifest["level"] in ("proof", "redacted"))
        and has_members(manifest["files"], *MEMBERS[:-1])
        and all(
            has_members(file, "bytes", "sha256") and is_count(file["bytes"]) and is_hash(file["sha256"])
            for file in manifest["files"].values()
        )
    )
    if not good:
        raise Stop("manifest")
    return manifest


# --- Section 5: the checkpoint, and Ed25519

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def recover_point(encoded):
    """RFC 8032, section 5.1.3, or None. Points are (X, Y, Z, T) with x = X/Z, y = Y/Z and xy = T/Z."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def add_points(one, other):
    """RFC 8032, section 5.1.4."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply_point(scalar, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add_points(result, point)
        point = add_points(point, point)
        scalar >>= 1
    return result


def same_point(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


BASE = recover_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verify_ed25519(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    a, r = recover_point(key), recover_point(signature[:32])
    if a is None or r is None or same_point(multiply_point(8, a), NEUTRAL):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same_point(multiply_point(s, BASE), add_points(r, multiply_point(k, a)))


NOTE = re.compile(
    r"bulkhead\.invalid/log/([0-9a-f]{32})\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\ntime (0|[1-9][0-9]*)\n"
    r"\n\u2014 bulkhead\.invalid/log/\1 ([A-Za-z0-9+/]{91}=)\n"
)


def parse_checkpoint(data):
    """What a note says, or None where it has not the form."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    match = NOTE.fullmatch(note)
    if match is None or len(data) > 4_096:
        return None
    log, size, root64, time, signed64 = match.groups()
    root, signed = base64.b64decode(root64), base64.b64decode(signed64)
    if base64.b64encode(root).decode() != root64 or base64.b64encode(signed).decode() != signed64:
        return None
    if max(len(size), len(time)) > 16 or int(size) > LARGEST_COUNT or int(time) > LARGEST_COUNT:
        return None
    if int(size) == 0 and root != hashlib.sha256(b"").digest():
        return None
    text = note[: note.index("\n\n") + 1].encode()
    return {"log": log, "size": int(size), "root": root, "time": int(time), "text": text, "signed": signed}


def names_key(checkpoint, key):
    named = f"{ORIGIN}{checkpoint['log']}\n".encode() + b"\x01" + key
    return checkpoint["signed"][:4] == hashlib.sha256(named).digest()[:4]


def is_signed_by(checkpoint, key):
    return verify_ed25519(key, checkpoint["text"], checkpoint["signed"][4:])


# --- Section 6: entries, tree and proofs


def leaf_hash(leaf):
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def cover(a, b):
    p = a
    while p < b:
        k = 0
        while p % 2 ** (k + 1) == 0 and p + 2 ** (k + 1) <= b:
            k += 1
        yield k, p
        p += 2**k


class Stack:
    def __init__(self):
        self.nodes = []

    def push(self, k, p, digest, on_node=lambda k, p, digest: None):
        self.nodes.append((k, p, digest))
        while len(self.nodes) > 1:
            (k1, p1, left), (k2, _, right) = self.nodes[-2:]
            if k1 != k2 or p1 % 2 ** (k1 + 1):
                return
            self.nodes[-2:] = [(k1 + 1, p1, node_hash(left, right))]
            on_node(*self.nodes[-1])

    def root(self):
        if not self.nodes:
            return hashlib.sha256(b"").digest()
        digest = self.nodes[-1][2]
        for _, _, left in reversed(self.nodes[:-1]):
            digest = node_hash(left, digest)
        return digest


def read_proofs(data, manifest, size):
    try:
        proofs = one_line(data)
    except ValueError:
        raise Stop("proof-form") from None
    if not has_members(proofs, "blocks", "consistency", "gaps"):
        raise Stop("proof-form")
    if not is_hashes(proofs["blocks"]) or not is_hashes(proofs["gaps"]):
        raise Stop("proof-form")
    consistency = proofs["consistency"]
    if consistency is not None:
        good = (
            has_members(consistency, "hashes", "root", "size")
            and is_hashes(consistency["hashes"])
            and is_hash(consistency["root"])
            and is_count(consistency["size"])
            and 1 <= consistency["size"] < size
        )
        if not good:
            raise Stop("proof-form")
    first = -(-manifest["from"] // 16)
    if len(proofs["blocks"]) != max(0, manifest["to"] // 16 - first):
        raise Stop("proof-form")
    return proofs


def parse_entry(line):
    entry = parse_canonical(line)
    names = "about actor at id outcome role sealed seq type v".split()
    good = (
        (has_members(entry, *names) or has_members(entry, *names, "state"))
        and entry["v"] == 1
        and not isinstance(entry["v"], bool)
        and is_count(entry["seq"])
        and is_count(entry["at"])
        and is_hex(entry["id"], 32)
        and (entry["actor"] is None or is_hex(entry["actor"], 32))
        and all(isinstance(entry[name], str) for name in ("outcome", "role", "type"))
        and isinstance(entry["about"], dict)
        and isinstance(entry["sealed"], dict)
        and all(re.fullmatch("[A-Za-z][A-Za-z0-9]*", field) for field in entry["sealed"])
        and all(map(is_hash, entry["sealed"].values()))
        and is_hash(entry.get("state", "0" * 64))
    )
    if not good:
        raise ValueError("no entry")
    return entry


class Tree:
    """Step 4: the tree out of the entries and the gaps."""

    def __init__(self, manifest, proofs, size, wanted):
        self.first, self.last = manifest["from"], manifest["to"]
        self.gaps = [bytes.fromhex(one) for one in proofs["gaps"]]
        self.blocks = [bytes.fromhex(one) for one in proofs["blocks"]]
        self.first_block = -(-self.first // 16)
        self.size = size
        self.wanted = wanted
        self.root_then = None
        self.range_root = None
        self.stack = Stack()
        self.next = 0
        self.used = 0
        self.outside = []
        self.changed = None

    def add(self, seq, line):
        self.fill(seq)
        digest = leaf_hash(line)
        if not self.first_block <= seq // 16 < self.first_block + len(self.blocks):
            self.outside.append((0, seq, digest))
        self.stack.push(0, seq, digest, self.compare)
        self.next = seq + 1
        self.note()

    def fill(self, end):
        for k, p in cover(self.next, end):
            if self.used < len(self.gaps):
                self.stack.push(k, p, self.gaps[self.used], self.compare)
            self.used += 1
        self.next = end
        self.note()

    def note(self):
        if self.next == self.last and self.range_root is None:
            self.range_root = self.stack.root()
        if self.next == self.wanted and self.first <= self.next <= self.last:
            self.root_then = self.stack.root()

    def compare(self, k, p, digest):
        index = p // 16 - self.first_block
        if k == 4 and 0 <= index < len(self.blocks) and self.blocks[index] != digest and self.changed is None:
            self.changed = p

    def end(self, root):
        self.fill(self.size)
        if self.used == len(self.gaps) and self.stack.root() == root and self.changed is None:
            return None
        finding = {"code": "root-differs"}
        if self.changed is not None and self.root_of_blocks() == root:
            finding |= {"seq": self.changed, "lastSeq": self.changed + 15}
        return finding

    def root_of_blocks(self):
        stack, at, gaps = Stack(), 0, iter(self.gaps)
        blocks = [(4, 16 * (self.first_block + i), digest) for i, digest in enumerate(self.blocks)]
        for k, p, digest in sorted(blocks + self.outside, key=lambda node: node[1]) + [(0, self.size, None)]:
            for gap_k, gap_p in cover(at, p):
                gap = next(gaps, None)
                if gap is not None:
                    stack.push(gap_k, gap_p, gap)
            if digest is not None:
                stack.push(k, p, digest)
            at = p + 2**k
        return stack.root()


def verify_consistency(size1, root1, size2, root2, path):
    """RFC 9162, section 2.1.4.2, for 0 < size1 < size2."""
    if not path:
        return False
    path = list(path)
    if size1 & (size1 - 1) == 0:
        path.insert(0, root1)
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return fr == root1 and sr == root2 and sn == 0


# --- Sections 7 and 8: the export's entry, openings and levels

REDACTED = {
    ("answer.began", "embedder"),
    ("answer.began", "model"),
    ("answer.began", "reranker"),
    ("document.imported", "embedder"),
    ("index.switched", "embedder"),
    ("model.download-began", "model"),
    ("model.download-began", "source"),
    ("model.installed", "model"),
    ("model.selected", "model"),
    ("search", "embedder"),
    ("search", "reranker"),
}
NAMED = REDACTED | {
    ("workspace.created", "name"),
    ("member.added", "name"),
    ("group.added", "name"),
    ("group.renamed", "name"),
    ("document.added", "title"),
}


def may_have_line(level, kind, field):
    if level == "full":
        return True
    return (kind, field) in {"proof": set(), "redacted": REDACTED, "named": NAMED}[level]


def commitment(log, seq, field, salt, value):
    return hashlib.sha256(render(["bulkhead/commitment/v1", log, seq, field, salt, value]).encode()).hexdigest()


def parse_opening(line):
    opening = parse_canonical(line)
    good = (
        has_members(opening, "field", "salt", "seq", "value")
        and is_hash(opening["salt"])
        or has_members(opening, "field", "masked", "seq")
        or has_members(opening, "field", "seq", "withheld")
        and opening["withheld"] in ("erased", "not-readable")
    )
    if not good or not isinstance(opening["field"], str) or not is_count(opening["seq"]):
        raise ValueError("no opening")
    return opening


class Openings:
    """Step 6: the openings beside the entries."""

    def __init__(self, lines, manifest):
        self.lines = iter(lines)
        self.manifest = manifest
        self.waiting = None
        self.last = None
        self.stopped = False
        self.findings = []
        self.values = {"opened": 0, "masked": 0, "erased": 0, "notReadable": 0, "sealed": 0}

    def find(self, code, **where):
        if len(self.findings) < 100:
            self.findings.append({"code": code, "file": "openings.jsonl", **where})

    def stop(self, code, **where):
        self.stopped = True
        self.find(code, **where)

    def peek(self):
        if self.waiting is None and not self.stopped:
            try:
                opening = parse_opening(next(self.lines))
            except StopIteration:
                return None
            except ValueError:
                return self.stop("opening-form")
            place = (opening["seq"], opening["field"].encode("utf-8"))
            if self.last is not None and place <= self.last:
                return self.stop("opening-order", seq=opening["seq"], field=opening["field"])
            self.last = place
            self.waiting = opening
        return self.waiting

    def take(self, entry):
        listed = set()
        while (opening := self.peek()) is not None and opening["seq"] <= entry["seq"]:
            self.waiting = None
            if opening["seq"] < entry["seq"]:
                self.find("opening-astray", seq=opening["seq"], field=opening["field"])
            else:
                self.check(opening, entry, listed)
        own = entry["seq"] == self.manifest["export"]
        in_range = self.manifest["from"] <= entry["seq"] < self.manifest["to"]
        for field in entry["sealed"]:
            if field in listed or own and field == "openings":
                continue
            self.values["sealed"] += 1
            if self.manifest["level"] == "full" and in_range and not self.stopped:
                self.find("opening-missing", seq=entry["seq"], field=field)

    def check(self, opening, entry, listed):
        seq, field = opening["seq"], opening["field"]
        where = {"seq": seq, "field": field}
        if field not in entry["sealed"] or seq == self.manifest["export"] and field == "openings":
            return self.find("opening-astray", **where)
        listed.add(field)
        if not may_have_line(self.manifest["level"], entry["type"], field):
            return self.find("opening-beyond-level", **where)
        if "masked" in opening and not self.manifest["masked"]:
            return self.find("opening-beyond-level", **where)
        if "salt" in opening:
            made = commitment(self.manifest["log"], seq, field, opening["salt"], opening["value"])
            if made != entry["sealed"][field]:
                return self.find("opening-differs", **where)
            self.values["opened"] += 1
        elif "masked" in opening:
            self.values["masked"] += 1
        else:
            self.values["erased" if opening["withheld"] == "erased" else "notReadable"] += 1

    def end(self):
        while (opening := self.peek()) is not None:
            self.waiting = None
            self.find("opening-astray", seq=opening["seq"], field=opening["field"])


def export_fits(entry, manifest):
    about = entry["about"]
    return (
        entry["type"] == "log.exported"
        and entry["outcome"] == "done"
        and has_members(about, "from", "level", "masked", "to")
        and all(same(about[name], manifest[name]) for name in about)
        and has_members(entry["sealed"], "openings")
    )


def same(one, other):
    return type(one) is type(other) and one == other


# --- Section 9: an earlier bundle


def read_previous(source, key):
    try:
        data = source.read(0, source.size) if source.size <= 4_096 else b""
        if data[:1] == b"P" or source.size > 4_096:
            offset, length, _ = read_container(source)["checkpoint"]
            data = source.read(offset, length)
        checkpoint = parse_checkpoint(data)
    except Stop:
        checkpoint = None
    if checkpoint is None:
        return None, {"code": "previous-form"}
    if not names_key(checkpoint, key):
        return None, {"code": "previous-key"}
    if not is_signed_by(checkpoint, key):
        return None, {"code": "previous-signature"}
    return checkpoint, None


def check_previous(previous, manifest, signed, proofs, root_then):
    if previous["log"] != manifest["log"]:
        return {"code": "previous-other-log"}
    if previous["size"] > signed["size"]:
        return {"code": "behind-previous"}
    consistency = proofs["consistency"]
    if previous["size"] == signed["size"]:
        root = signed["root"]
    elif root_then is not None:
        root = root_then
    elif consistency is not None and consistency["size"] == previous["size"]:
        root = bytes.fromhex(consistency["root"])
    else:
        return None if previous["size"] == 0 else {"code": "no-consistency-proof"}
    return None if root == previous["root"] else {"code": "previous-differs"}


# --- Section 10: the steps


def verify(bundle, fingerprint, previous=None):
    """The report on a bundle, as an object of section 10."""
    report, findings = {}, []
    try:
        steps(Source(bundle), fingerprint, Source(previous) if previous else None, report, findings)
    except Stop as stop:
        findings.append(stop.finding)
    verdicts = [verdict_of(finding) for finding in findings]
    order = ["not-a-bundle", "unknown-key", "tampered", "incomplete"]
    verdict = next((one for one in order if one in verdicts), "intact")
    findings.sort(key=lambda finding: verdict_of(finding) != verdict)
    return {"verdict": verdict, "exit": EXIT[verdict], "findings": findings, **report}


def verdict_of(finding):
    code = finding["code"]
    if code in NOT_A_BUNDLE:
        return "not-a-bundle"
    if code in UNKNOWN_KEY:
        return "unknown-key"
    return "incomplete" if code in INCOMPLETE else "tampered"


def steps(source, fingerprint, earlier, report, findings):
    # 1
    members = read_container(source)

    def whole(name):
        offset, length, _ = members[name]
        return source.read(offset, length)

    manifest = read_manifest(whole("manifest.json"))
    key = bytes.fromhex(manifest["key"])
    if hashlib.sha256(key).hexdigest()[:32] != fingerprint:
        raise Stop("unknown-key")
    # 2
    for name in MEMBERS:
        _, length, crc = members[name]
        file = manifest["files"].get(name)
        right = file is None or file["bytes"] == length
        if right and not name.endswith(".jsonl"):
            data = whole(name)
            digest = hashlib.sha256(data).hexdigest()
            right = zlib.crc32(data) == crc and (file is None or file["sha256"] == digest)
            right = right and (name != "README.txt" or digest == README_SHA256)
        if not right:
            findings.append({"code": "file-changed", "file": name})
    # 3
    signed = parse_checkpoint(whole("checkpoint"))
    if signed is None:
        raise Stop("checkpoint-form")
    if not names_key(signed, key) or not is_signed_by(signed, key):
        raise Stop("signature")
    if signed["log"] != manifest["log"]:
        raise Stop("other-log")
    if manifest["export"] >= signed["size"]:
        raise Stop("checkpoint-behind")
    proofs = read_proofs(whole("proofs.json"), manifest, signed["size"])
    for name in ("level", "masked", "log", "key", "from", "to", "export"):
        report[name] = manifest[name]
    report |= {"size": signed["size"], "root": signed["root"].hex(), "signedMs": signed["time"]}
    previous, previous_found = read_previous(earlier, key) if earlier else (None, None)
    # 4, and 6 beside it
    tree = Tree(manifest, proofs, signed["size"], previous["size"] if previous else None)
    entry_lines = Lines(source, members["entries.jsonl"])
    opening_lines = Lines(source, members["openings.jsonl"])
    openings = Openings(opening_lines, manifest)
    missing, exported = [], None
    next_seq, next_in_range = 0, manifest["from"]
    try:
        for line in entry_lines:
            entry = parse_entry(line)
            seq = entry["seq"]
            if seq < next_seq or seq >= signed["size"]:
                raise Stop("entry-order", seq=seq)
            next_seq = seq + 1
            if manifest["from"] <= seq < manifest["to"]:
                if seq > next_in_range:
                    missing.append(next_in_range)
                next_in_range = seq + 1
            if seq == manifest["export"]:
                exported = entry
            tree.add(seq, line)
            openings.take(entry)
    except ValueError:
        raise Stop("entry-form") from None
    openings.end()
    if next_in_range < manifest["to"]:
        missing.append(next_in_range)
    if missing:
        findings.append({"code": "entry-missing", "seq": missing[0]})
    if exported is None:
        findings.append({"code": "export-missing", "seq": manifest["export"]})
    if (differs := tree.end(signed["root"])) is not None:
        findings.append(differs)
    # 5
    if exported is not None and not export_fits(exported, manifest):
        findings.append({"code": "export-differs", "seq": manifest["export"]})
    # 6
    findings += openings.findings
    digest = opening_lines.sha256.hexdigest()
    if exported is not None and not openings.stopped:
        made = commitment(manifest["log"], manifest["export"], "openings", manifest["salt"], digest)
        if exported["sealed"].get("openings") != made:
            findings.append({"code": "openings-changed", "file": "openings.jsonl"})
    for name, lines, read in (
        ("entries.jsonl", entry_lines, True),
        ("openings.jsonl", opening_lines, not openings.stopped),
    ):
        right = lines.crc == members[name][2] and lines.sha256.hexdigest() == manifest["files"][name]["sha256"]
        if read and not right:
            findings.append({"code": "file-changed", "file": name})
    # 7
    consistency = proofs["consistency"]
    if consistency is not None:
        path = [bytes.fromhex(one) for one in consistency["hashes"]]
        root = bytes.fromhex(consistency["root"])
        if not verify_consistency(consistency["size"], root, signed["size"], signed["root"], path):
            findings.append({"code": "consistency"})
    # 8
    if previous is not None:
        previous_found = check_previous(previous, manifest, signed, proofs, tree.root_then)
    if previous_found is not None:
        findings.append(previous_found)
    report |= {
        "values": openings.values,
        "rangeRoot": tree.range_root.hex() if tree.range_root else None,
        "previous": previous["size"] if previous else None,
    }


def fingerprint_of(typed):
    digits = re.sub(r"\s", "", typed).lower()
    if re.fullmatch("[0-9a-f]{32}", digits) is None:
        raise argparse.ArgumentTypeError("must be 32 hex digits")
    return digits


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(1, f"{message}\n")


def main():
    arguments = Arguments(description="Verifies an audit bundle of Bulkhead.")
    arguments.add_argument("bundle")
    arguments.add_argument("--key", required=True, type=fingerprint_of, help="fingerprint of the firm's key")
    arguments.add_argument("--previous", help="an earlier bundle, or a checkpoint")
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    try:
        report = verify(asked.bundle, asked.key, asked.previous)
    except OSError as error:
        print(f"The file could not be read: {error.strerror}.", file=sys.stderr)
        return 1
    if asked.json:
        print(json.dumps(report, ensure_ascii=False))
        return report["exit"]
    level = f", {report['level']}" if report["verdict"] == "intact" else ""
    print(report["verdict"].upper().replace("-", " ") + level)
    for finding in report["findings"][:20]:
        print("  " + ", ".join(str(value) for value in finding.values()))
    if "size" in report:
        print(f"Entries {report['from']} to {report['to'] - 1} of {report['size']}, root {report['root']}")
    if report["verdict"] == "intact":
        print("Values: " + ", ".join(f"{count} {name}" for name, count in report["values"].items()))
    return report["exit"]


if __name__ == "__main__":
    sys.exit(main())

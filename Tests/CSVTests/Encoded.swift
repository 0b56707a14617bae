import Glibc

@testable import CSV

/// What a test got from the system's own converter, called apart from the room.
struct CannotEncode: Error {}

/// The text in another encoding, without a mark; throws when the encoding cannot carry it.
func encoded(_ text: String, as encoding: TextEncoding) throws -> [UInt8] {
    let name: [TextEncoding: String] = [
        .utf8: "UTF-8", .utf16LittleEndian: "UTF-16LE", .utf16BigEndian: "UTF-16BE", .shiftJIS: "CP932",
        .eucJP: "EUC-JP", .windows1252: "CP1252",
    ]
    guard let handle = iconv_open(name[encoding], "UTF-8"), Int(bitPattern: handle) != -1 else { throw CannotEncode() }
    defer { iconv_close(handle) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    let left = input.withUnsafeMutableBufferPointer { from in
        output.withUnsafeMutableBufferPointer { to in
            var (source, target) = (from.baseAddress, to.baseAddress)
            var (rest, room) = (from.count, to.count)
            let result = iconv(handle, &source, &rest, &target, &room)
            return result == -1 ? -1 : room
        }
    }
    if left < 0 { throw CannotEncode() }
    return output.prefix(output.count - left).map { UInt8(bitPattern: $0) }
}

/// A record as a test compares it.
struct Record: Equatable, CustomStringConvertible {
    let line: Int
    let fields: [String]

    init(_ line: Int, _ fields: [String]) {
        self.line = line
        self.fields = fields
    }

    var description: String { "\(line):\(fields)" }
}

/// Every record of the bytes, read through the public door.
func records(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) throws -> [Record] {
    var all: [Record] = []
    try CSVReader(bytes: bytes, options: options).forEachRow { row in all.append(Record(row.line, row.strings())) }
    return all
}

/// Every record of the text as UTF-8.
func records(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> [Record] {
    try records(Array(text.utf8), options)
}

/// A small seeded generator (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &self)
    }
}

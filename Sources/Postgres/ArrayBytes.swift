/// The server's two forms of an array of one dimension.
enum ArrayBytes {
    /// Dimensions, whether there are NULLs, element type, then each element with its length.
    static func binary(_ elements: [[UInt8]?], type: PostgresType) -> [UInt8] {
        let hasNull = elements.contains { $0 == nil }
        var bytes = Int32(elements.isEmpty ? 0 : 1).networkBytes
        bytes += Int32(hasNull ? 1 : 0).networkBytes
        bytes += type.oid.networkBytes
        guard !elements.isEmpty else { return bytes }
        bytes += Int32(elements.count).networkBytes
        bytes += Int32(1).networkBytes
        for element in elements {
            bytes += Int32(element?.count ?? -1).networkBytes
            bytes += element ?? []
        }
        return bytes
    }

    /// A literal such as `{"a","b\"c",NULL}`, every element quoted.
    static func text(_ elements: [[UInt8]?]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard let element else {
                bytes += Array("NULL".utf8)
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in element {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// The elements of a binary array, or `nil` when it is none or has more than one dimension.
    static func elements(of cell: PostgresCell) -> [PostgresCell]? {
        guard !cell.isNull else { return nil }
        return cell.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes: bytes)
            guard let dimensions = reader.integer(Int32.self), reader.integer(Int32.self) != nil,
                let type = reader.integer(UInt32.self)
            else { return nil }
            guard dimensions != 0 else { return reader.isAtEnd ? [] : nil }
            guard dimensions == 1, let count = reader.integer(Int32.self), count >= 0,
                reader.integer(Int32.self) != nil
            else { return nil }
            return elements(&reader, count: Int(count), type: PostgresType(oid: type), in: cell)
        }
    }

    private static func elements(
        _ reader: inout ByteReader, count: Int, type: PostgresType, in cell: PostgresCell
    ) -> [PostgresCell]? {
        var cells: [PostgresCell] = []
        for _ in 0..<count {
            guard let length = reader.integer(Int32.self) else { return nil }
            if length < 0 {
                cells.append(cell.element(type: type, bytes: nil))
            } else {
                guard let bytes = reader.take(Int(length)) else { return nil }
                cells.append(cell.element(type: type, bytes: bytes))
            }
        }
        return reader.isAtEnd ? cells : nil
    }
}

/// Walks over bytes and never past their end.
struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
        guard let part = take(MemoryLayout<Value>.size) else { return nil }
        return Value(bigEndian: part.loadUnaligned(as: Value.self))
    }

    mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, bytes.count - offset >= count else { return nil }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }
}

import KAMModel

/// One row in PostgreSQL's text format for COPY, built field by field.
struct StagingRow {
    /// The bytes so far.
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(1024)
    }

    /// Begins an empty row.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Adds a field of text, escaped.
    mutating func text(_ cell: Span<UInt8>) {
        separate()
        append(escaping: cell)
    }

    /// Adds a field of text, escaped.
    mutating func text(_ string: String) {
        var copy = string
        separate()
        copy.withUTF8 { append(escaping: Span(_unsafeElements: $0)) }
    }

    /// Adds fields that are already in the format.
    mutating func raw(_ fields: [UInt8]) {
        separate()
        bytes.append(contentsOf: fields)
    }

    /// Adds a field that is NULL.
    mutating func null() {
        separate()
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: "N"))
    }

    /// Adds several fields that are NULL.
    mutating func nulls(_ count: Int) {
        for _ in 0..<count { null() }
    }

    /// Adds a field with a whole number.
    mutating func number(_ value: Int64) {
        separate()
        append(value)
    }

    /// Adds a field with a number.
    mutating func number(_ value: Double) {
        separate()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Adds a field with a day.
    mutating func day(_ day: Day) {
        separate()
        let (year, month, number) = day.civil
        digits(year, 4)
        bytes.append(UInt8(ascii: "-"))
        digits(month, 2)
        bytes.append(UInt8(ascii: "-"))
        digits(number, 2)
    }

    /// Adds a field in lower case with single blanks; for ASCII only.
    mutating func folded(_ cell: Span<UInt8>) {
        separate()
        var wasBlank = false
        for index in cell.indices {
            let byte = cell[index]
            if ASCII.isBlank(byte) {
                wasBlank = true
                continue
            }
            if wasBlank { bytes.append(0x20) }
            wasBlank = false
            if byte == UInt8(ascii: "\\") { bytes.append(byte) }
            bytes.append(ASCII.lowered(byte))
        }
    }

    /// Adds bytes to the field just added.
    mutating func extend(_ suffix: (UInt8, UInt8, UInt8)) {
        bytes.append(suffix.0)
        bytes.append(suffix.1)
        bytes.append(suffix.2)
    }

    /// Ends the row.
    mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func separate() {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "\t")) }
    }

    private mutating func append(escaping cell: Span<UInt8>) {
        var start = 0
        for index in cell.indices {
            let letter: UInt8
            switch cell[index] {
            case UInt8(ascii: "\\"): letter = UInt8(ascii: "\\")
            case UInt8(ascii: "\n"): letter = UInt8(ascii: "n")
            case UInt8(ascii: "\r"): letter = UInt8(ascii: "r")
            case UInt8(ascii: "\t"): letter = UInt8(ascii: "t")
            default: continue
            }
            copy(cell.extracting(start..<index))
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(letter)
            start = index + 1
        }
        copy(cell.extracting(start..<cell.count))
    }

    private mutating func copy(_ cell: Span<UInt8>) {
        cell.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    private mutating func digits(_ number: Int, _ width: Int) {
        var power = width == 4 ? 1000 : 10
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / power % 10))
            power /= 10
        }
    }
}

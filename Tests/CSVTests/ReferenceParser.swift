/// A slow reader of delimited text that shares nothing with the room: whole text in memory, one scalar at a time.
struct ReferenceParser {
    private let text: [Unicode.Scalar]
    private let delimiter: Unicode.Scalar
    private let lineAt: [Int]
    private var position = 0

    init(_ text: String, delimiter: Unicode.Scalar) {
        self.text = Array(text.unicodeScalars)
        self.delimiter = delimiter
        var line = 1
        var lines = [1]
        for (index, scalar) in self.text.enumerated() {
            let isSplit = scalar == "\r" && index + 1 < self.text.count && self.text[index + 1] == "\n"
            if scalar == "\n" || (scalar == "\r" && !isSplit) { line += 1 }
            lines.append(line)
        }
        lineAt = lines
    }

    mutating func records() -> [Record] {
        var all: [Record] = []
        while position < text.count {
            skipBlanks()
            if position == text.count { break }
            if isLineEnd(text[position]) {
                position += 1
                continue
            }
            all.append(record())
        }
        return all
    }

    private mutating func record() -> Record {
        let line = lineAt[position]
        var fields = [field()]
        while position < text.count, text[position] == delimiter {
            position += 1
            skipBlanks()
            fields.append(field())
        }
        return Record(line, fields)
    }

    private mutating func field() -> String {
        if position < text.count, text[position] == "\"" {
            position += 1
            return quoted()
        }
        var scalars: [Unicode.Scalar] = []
        while position < text.count, text[position] != delimiter, !isLineEnd(text[position]) {
            scalars.append(text[position])
            position += 1
        }
        while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
        return string(scalars)
    }

    private mutating func quoted() -> String {
        var scalars: [Unicode.Scalar] = []
        while position < text.count {
            if text[position] == "\"" {
                position += 1
                guard position < text.count, text[position] == "\"" else { break }
            }
            scalars.append(text[position])
            position += 1
        }
        skipBlanks()
        return string(scalars)
    }

    private mutating func skipBlanks() {
        while position < text.count, text[position] == " " || text[position] == "\t", text[position] != delimiter {
            position += 1
        }
    }

    private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r"
    }

    private func string(_ scalars: [Unicode.Scalar]) -> String {
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars)
        return string
    }
}

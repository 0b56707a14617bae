/// The part of a UTF-8 text without the blanks around it: ASCII blanks, U+00A0 (C2 A0) and U+3000 (E3 80 80).
@usableFromInline
func trimBlanks(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = text.count
    while start < end {
        let width = blankWidth(atStartOf: text, start, end)
        if width == 0 { break }
        start += width
    }
    while start < end {
        let width = blankWidth(atEndOf: text, start, end)
        if width == 0 { break }
        end -= width
    }
    return UnsafeBufferPointer(rebasing: text[start..<end])
}

private func isASCIIBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
}

private func blankWidth(atStartOf text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let byte = text[start]
    if isASCIIBlank(byte) { return 1 }
    if byte == 0xC2 && end - start >= 2 && text[start + 1] == 0xA0 { return 2 }
    if byte == 0xE3 && end - start >= 3 && text[start + 1] == 0x80 && text[start + 2] == 0x80 { return 3 }
    return 0
}

private func blankWidth(atEndOf text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let byte = text[end - 1]
    if isASCIIBlank(byte) { return 1 }
    if byte == 0xA0 && end - start >= 2 && text[end - 2] == 0xC2 { return 2 }
    if byte == 0x80 && end - start >= 3 && text[end - 2] == 0x80 && text[end - 3] == 0xE3 { return 3 }
    return 0
}

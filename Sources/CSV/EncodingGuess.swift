/// Chooses among encodings that cannot be told for sure, by what their characters would be.
///
/// UTF-8 with a damaged byte stays UTF-8, so that reading it reports the byte instead of misreading the file. Japanese
/// text is mostly kana and kanji of level 1, which Western text misread as Japanese is not. When nothing fits, Windows-1252.
struct EncodingGuess {
    /// The least share of common characters that makes a text Japanese.
    static let leastShare = 0.6

    let sample: [UInt8]

    func best() throws(CSVError) -> TextEncoding {
        if isDamagedUTF8() { return .utf8 }
        let shiftJIS = try Converter.accepts(sample, as: .shiftJIS) ? shiftJISShare() : 0
        let eucJP = try Converter.accepts(sample, as: .eucJP) ? eucJPShare() : 0
        if max(shiftJIS, eucJP) < EncodingGuess.leastShare { return .windows1252 }
        return eucJP > shiftJIS ? .eucJP : .shiftJIS
    }

    /// Whether the characters beyond ASCII are valid UTF-8 at least as often as not, which other encodings are not.
    private func isDamagedUTF8() -> Bool {
        var valid = 0
        var replaced = 0
        for scalar in String(decoding: sample, as: UTF8.self).unicodeScalars where !scalar.isASCII {
            if scalar.value == 0xFFFD { replaced += 1 } else { valid += 1 }
        }
        return valid >= replaced
    }

    /// The share of common characters among those beyond ASCII, read as CP932.
    ///
    /// Lead bytes 81–98 are punctuation, kana and kanji of level 1. A half-width kana counts for most of one when it
    /// follows another, and for nothing alone: that is an accented letter of Windows-1252.
    private func shiftJISShare() -> Double {
        var common = 0.0
        var all = 0
        var index = 0
        var wasHalfWidth = false
        while index < sample.count {
            let byte = sample[index]
            let isHalfWidth = (0xA1...0xDF).contains(byte)
            if isHalfWidth {
                common += wasHalfWidth ? 0.75 : 0
            } else if (0x81...0x98).contains(byte) {
                common += 1
            }
            if byte >= 0x80 { all += 1 }
            index += byte < 0x80 || isHalfWidth ? 1 : 2
            wasHalfWidth = isHalfWidth
        }
        return all == 0 ? 0 : common / Double(all)
    }

    /// The share of common characters among those beyond ASCII, read as EUC-JP: lead bytes A1–CF.
    private func eucJPShare() -> Double {
        var common = 0
        var all = 0
        var index = 0
        while index < sample.count {
            let byte = sample[index]
            if (0xA1...0xCF).contains(byte) { common += 1 }
            if byte >= 0x80 { all += 1 }
            index += byte < 0x80 ? 1 : byte == 0x8F ? 3 : 2
        }
        return all == 0 ? 0 : Double(common) / Double(all)
    }
}

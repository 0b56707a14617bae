/// Finds the delimiter by cutting the first rows with each candidate.
///
/// The most even cut wins, then the wider one, then the order of `Delimiter`. Evenness comes first because a decimal
/// comma cuts every row but the header evenly, while the true delimiter cuts the header too.
struct DelimiterDetector {
    static let rowLimit = 50
    static let byteLimit = 1024 * 1024
    static let leastAgreement = 0.3

    let source: ByteSource
    let encoding: EncodingDetection

    func detect() throws(CSVError) -> DelimiterDetection {
        if let declared = try declaredDelimiter() { return DelimiterDetection(declared, .declared) }
        var best: DelimiterDetection?
        for delimiter in Delimiter.allCases {
            guard let found = try measure(delimiter) else { continue }
            if let best, (best.agreement, best.width) >= (found.agreement, found.width) { continue }
            best = found
        }
        return best ?? DelimiterDetection(.comma, .singleColumn)
    }

    /// Excel's `sep=;` on the first line, whichever the delimiter is.
    private func declaredDelimiter() throws(CSVError) -> Delimiter? {
        let stream = try TextStream(source, as: encoding)
        guard case .text(let text) = try stream.next() else { return nil }
        // The text is the stream's memory.
        let start = withExtendedLifetime(stream) { Array(text.prefix(6)) }
        guard start.count >= 5, String(decoding: start[..<4], as: UTF8.self).lowercased() == "sep=" else { return nil }
        let endsLine = start.count == 5 || start[5] == 0x0A || start[5] == 0x0D
        return endsLine ? Delimiter(rawValue: start[4]) : nil
    }

    private func measure(_ delimiter: Delimiter) throws(CSVError) -> DelimiterDetection? {
        let widths = try firstWidths(delimiter)
        var rows: [Int: Int] = [:]
        for width in widths where width >= 2 { rows[width, default: 0] += 1 }
        guard let commonest = rows.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
        let agreement = Double(commonest.value) / Double(widths.count)
        // Title lines may be many; a stray mark in a file of one column is rare.
        if agreement < DelimiterDetector.leastAgreement { return nil }
        return DelimiterDetection(delimiter, .consistent, agreement: agreement, width: commonest.key)
    }

    private func firstWidths(_ delimiter: Delimiter) throws(CSVError) -> [Int] {
        let limit = DelimiterDetector.byteLimit
        let pump = try RowPump(source, as: encoding, delimiter: delimiter, limit: limit)
        var widths: [Int] = []
        do {
            while widths.count < DelimiterDetector.rowLimit, pump.bytesRead <= limit, try pump.next() {
                widths.append(pump.state.pointee.fieldCount)
            }
        } catch {
            // A wrong delimiter may misread quotes, and a true fault is reported when the rows are read: judge by what came.
            return widths
        }
        return widths
    }
}

internal import CCSV

/// libcsv behind an owner: valid UTF-8 in, one record at a time out.
///
/// libcsv reports fields and records but not where they stand. Hence it is fed one physical line at a time: at most one
/// record ends with each, so line numbers are exact and no closure has to throw through C. Its state fields `pstate`
/// and `quoted` are part of its public header; 0 means between records, and `quoted` is reset when a field ends.
final class RecordParser {
    let state: UnsafeMutablePointer<RowState>
    private let parser: UnsafeMutablePointer<csv_parser>
    private let limit: Int
    private var cursor = LineCursor(UnsafeBufferPointer(start: nil, count: 0))
    private var endedInCR = false
    private var openQuoteLine: Int?

    /// The physical line being read, from 1.
    private(set) var line = 1
    /// The physical lines that gave no record.
    private(set) var blankLines = 0

    /// - Parameters:
    ///   - delimiter: What stands between fields.
    ///   - limit: The longest record in bytes.
    init(delimiter: Delimiter, limit: Int) {
        self.limit = limit
        state = .allocate(capacity: 1)
        state.initialize(to: RowState())
        parser = .allocate(capacity: 1)
        parser.initialize(to: csv_parser())
        csv_init(parser, 0)
        csv_set_delim(parser, delimiter.rawValue)
        csv_set_blk_size(parser, 64 * 1024)
    }

    deinit {
        csv_free(parser)
        parser.deallocate()
        state.pointee.deallocate()
        state.deallocate()
    }

    /// Starts on a chunk; its memory must stay until `advance` has returned false.
    func begin(_ chunk: UnsafeBufferPointer<UInt8>) {
        cursor = LineCursor(chunk)
    }

    /// Reads until a record is complete in `state`; false when the chunk is used up.
    func advance() throws(CSVError) -> Bool {
        if state.pointee.isComplete { state.pointee.clear() }
        while let piece = cursor.next() {
            try feed(piece)
            if state.pointee.isComplete { return true }
        }
        return false
    }

    /// Ends the file; true when that completed a last record without a line end.
    func finish() throws(CSVError) -> Bool {
        if state.pointee.isComplete { state.pointee.clear() }
        csv_set_opts(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
        guard csv_fini(parser, fieldEnded, recordEnded, state) == 0 else {
            throw .unterminatedQuote(line: openQuoteLine ?? state.pointee.line)
        }
        return state.pointee.isComplete
    }

    private func feed(_ piece: UnsafeBufferPointer<UInt8>) throws(CSVError) {
        let wasInRecord = parser.pointee.pstate != 0
        if !wasInRecord { state.pointee.line = line }
        let fieldsBefore = state.pointee.fieldCount
        guard csv_parse(parser, piece.baseAddress, piece.count, fieldEnded, recordEnded, state) == piece.count else {
            throw .outOfMemory(line: state.pointee.line)
        }
        noteOpenQuote(fieldsBefore: fieldsBefore)
        countLine(piece, isBlank: !wasInRecord && parser.pointee.pstate == 0 && !state.pointee.isComplete)
        if state.pointee.byteCount + parser.pointee.entry_pos > limit {
            throw .recordTooLong(line: openQuoteLine ?? state.pointee.line, limit: limit)
        }
    }

    private func noteOpenQuote(fieldsBefore: Int) {
        if parser.pointee.quoted == 0 {
            openQuoteLine = nil
        } else if openQuoteLine == nil || state.pointee.fieldCount > fieldsBefore {
            openQuoteLine = line
        }
    }

    private func countLine(_ piece: UnsafeBufferPointer<UInt8>, isBlank: Bool) {
        let last = piece[piece.count - 1]
        let isRestOfCRLF = endedInCR && piece.count == 1 && last == 0x0A
        endedInCR = last == 0x0D
        if isRestOfCRLF || (last != 0x0A && last != 0x0D) { return }
        line += 1
        if isBlank { blankLines += 1 }
    }
}

private func fieldEnded(_ field: UnsafeMutableRawPointer?, _ count: Int, _ state: UnsafeMutableRawPointer?) {
    state?.assumingMemoryBound(to: RowState.self).pointee.append(field, count: count)
}

private func recordEnded(_ terminator: Int32, _ state: UnsafeMutableRawPointer?) {
    state?.assumingMemoryBound(to: RowState.self).pointee.isComplete = true
}

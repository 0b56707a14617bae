/// Remembers what became of each different value of a column.
struct ValueMemo {
    private var table = ByteTable()
    private var outputs: [[UInt8]] = []

    /// What the value became; computed at its first sight, and each time once too many different ones came.
    mutating func value(of cell: Span<UInt8>, _ compute: (String) -> [UInt8]) -> [UInt8] {
        if let index = table.index(of: cell) { return outputs[index] }
        let output = compute(cell.text)
        if table.insert(cell) != nil { outputs.append(output) }
        return output
    }
}

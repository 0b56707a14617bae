import KAMModel

/// A currency, and what is needed of it for each amount.
struct MoneyUnit {
    /// The number in the order in which currencies were met.
    let index: Int
    /// The three letters.
    let code: String
    /// The decimals.
    let digits: Int
    /// The field of the staging table.
    let field: [UInt8]
}

/// The currencies met in a file.
struct MoneyUnits {
    private var table = ByteTable(limit: 4096)
    private var units: [MoneyUnit?] = []
    private var isUsed: [Bool] = []

    /// The currencies that amounts are in.
    var used: [String] {
        units.indices.compactMap { isUsed[$0] ? units[$0]?.code : nil }
    }

    /// The currency of a code; nothing when it is none.
    mutating func unit(of code: Span<UInt8>) -> MoneyUnit? {
        if let index = table.index(of: code) { return units[index] }
        let currency = Currency(code.text)
        guard let index = table.insert(code) else { return nil }
        units.append(
            currency.map {
                MoneyUnit(index: index, code: $0.code, digits: $0.minorDigits, field: StagingRow.field($0.code))
            })
        isUsed.append(false)
        return units[index]
    }

    /// The currency of a code; nothing when it is none.
    mutating func unit(of code: String) -> MoneyUnit? {
        var copy = code
        return copy.withUTF8 { unit(of: Span(_unsafeElements: $0)) }
    }

    /// Notes that an amount is in a currency.
    mutating func use(_ unit: MoneyUnit) {
        isUsed[unit.index] = true
    }
}

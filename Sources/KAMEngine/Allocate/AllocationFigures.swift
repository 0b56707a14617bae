/// Numbers as words show them, in English.
enum AllocationFigures {
    /// Hours, as `1,234.5 h`.
    static func hours(_ value: Double) -> String { "\(number(value, decimals: 1)) h" }

    /// Money in whole units, as `1,235`, with more digits where it is small.
    static func money(_ value: Double) -> String { number(value, decimals: abs(value) < 100 ? 2 : 0) }

    /// A share, as `23.4 %`.
    static func percent(_ share: Double) -> String { "\(number(share * 100, decimals: 1)) %" }

    /// A count that may be broken, as `84.3`.
    static func count(_ value: Double) -> String { number(value, decimals: 1) }

    static func number(_ value: Double, decimals: Int) -> String {
        guard abs(value) < 1e15 else { return "\(value)" }
        let power = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let units = Int((abs(value) * Double(power)).rounded())
        let fraction = units % power
        let sign = value < 0 && units != 0 ? "-" : ""
        guard fraction != 0 else { return sign + grouped(units / power) }
        let digits = String(fraction)
        return sign + grouped(units / power) + "." + String(repeating: "0", count: decimals - digits.count) + digits
    }

    private static func grouped(_ whole: Int) -> String {
        let rest = String(whole % 1000)
        guard whole >= 1000 else { return rest }
        return grouped(whole / 1000) + "," + String(repeating: "0", count: 3 - rest.count) + rest
    }
}

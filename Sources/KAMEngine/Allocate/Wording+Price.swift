import KAMModel

extension Wording {
    /// An amount whose currency may be unknown, with two decimals where it is under a hundred, as `USD 91.73`.
    static func price(_ value: Double, _ currency: Currency?) -> String {
        let hundredths = (value * 100).rounded()
        let isWhole = abs(value) >= 100 || hundredths.truncatingRemainder(dividingBy: 100) == 0
        let figure = isWhole ? number(value) : "\(hundredths / 100)"
        return currency.map { "\($0.code) \(figure)" } ?? figure
    }
}

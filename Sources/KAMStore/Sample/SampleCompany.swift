import CSV
import Foundation
public import KAMModel

/// A made-up company that sells to other companies, written as the files that a planner would export.
///
/// Seeded: the same numbers give the same files. The log covers eight quarters of 91 days and holds the three failures
/// that `kam` must catch: in the last three quarters inside sales passes unripe leads on (*flooded runway*); two members
/// of field sales close with terms that cannot be kept, in the last days of a quarter (*over-promised close*); leads
/// that customer success finds lie untouched (*dropped referral*).
public struct SampleCompany: Sendable {
    /// How large the company is.
    public struct Size: Hashable, Sendable {
        /// Customers.
        public let accounts: Int
        /// Opportunities over eight quarters.
        public let opportunities: Int
        /// People in the four teams.
        public let members: Int

        /// Sets a size.
        ///
        /// - Precondition: At least 12 accounts, 1 opportunity and 12 members.
        public init(accounts: Int = 300, opportunities: Int = 4000, members: Int = 60) {
            precondition(
                accounts >= 12 && opportunities >= 1 && members >= 12,
                "a sample of \(accounts) accounts, \(opportunities) opportunities and \(members) members is too small")
            self.accounts = accounts
            self.opportunities = opportunities
            self.members = members
        }
    }

    /// How large the company is.
    public let size: Size
    /// The day the files speak of.
    public let asOf: Day
    /// The seed of everything random.
    public let seed: UInt64

    /// Describes a company.
    public init(size: Size = Size(), asOf: Day, seed: UInt64 = 1) {
        self.size = size
        self.asOf = asOf
        self.seed = seed
    }

    /// Writes the files of the `kam` import profile, of the members, and of the company's own policy into a folder, which
    /// is made when missing.
    ///
    /// - Returns: The paths of the members' file and of the policy.
    /// - Throws: The error of the file system.
    @discardableResult
    public func write(to folder: String) throws -> (members: String, policy: String) {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var random = SplitMix64(seed: seed)
        let people = SamplePeople(count: size.members, asOf: asOf, random: &random)
        let customers = SampleCustomers(count: size.accounts, people: people, asOf: asOf, random: &random)
        let members = "\(folder)/members.csv"
        try write(people.rows, header: SamplePeople.header, to: members)
        try write(customers.rows, header: SampleCustomers.header, to: "\(folder)/accounts.csv")
        try write(
            customers.ratings(asOf: asOf, &random), header: SampleCustomers.ratingHeader, to: "\(folder)/ratings.csv")
        try writeDeals(SampleDeals(people: people, customers: customers, asOf: asOf), folder, &random)
        let policy = "\(folder)/policy.yaml"
        try SampleCompany.policy.write(toFile: policy, atomically: true, encoding: .utf8)
        return (members, policy)
    }

    /// What differs from the default policy: yen, and hours that load its teams to between 80 and 120 %.
    private static let policy = """
        # The policy of the sample company: what differs from config/policy.yaml.
        effort:
          standard:
            opportunity: {lead_generation: 2.5, lead_nurturing: 7, prospecting: 24, closing: 20, expansion: 10}
            account: {lead_generation: 0, lead_nurturing: 0, prospecting: 0, closing: 0, expansion: 8}
        economics:
          hourly_cost: 6000
        allocation:
          move_cost: 1000

        """

    private func writeDeals(_ deals: SampleDeals, _ folder: String, _ random: inout SplitMix64) throws {
        var opportunities = try CSVWriter(path: "\(folder)/opportunities.csv", options: CSVWriterOptions(lineEnd: .lf))
        var history = try CSVWriter(path: "\(folder)/stage_history.csv", options: CSVWriterOptions(lineEnd: .lf))
        try opportunities.write(SampleDeals.header)
        try history.write(SampleDeals.historyHeader)
        for number in 1...size.opportunities {
            let deal = deals.deal(number, &random)
            try opportunities.write(deal.row)
            for visit in deal.history { try history.write(visit) }
        }
        _ = try opportunities.finish()
        _ = try history.finish()
    }

    private func write(_ rows: [[String]], header: [String], to path: String) throws {
        var writer = try CSVWriter(path: path, options: CSVWriterOptions(lineEnd: .lf))
        try writer.write(header)
        for row in rows { try writer.write(row) }
        _ = try writer.finish()
    }
}

extension SplitMix64 {
    /// An element drawn evenly.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }

    /// A whole number drawn evenly from a range.
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// Whether an event of that chance happens.
    mutating func happens(_ chance: Double) -> Bool { unit() < chance }

    /// A number whose logarithm is drawn from a normal distribution, by the method of Box and Muller.
    mutating func lognormal(median: Double, spread: Double) -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return median * exp(spread * radius * cos(2 * .pi * unit()))
    }
}

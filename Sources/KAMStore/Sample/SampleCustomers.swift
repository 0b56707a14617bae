import KAMModel

/// The customers of the sample company.
struct SampleCustomers {
    static let header = [
        "account_id", "name", "parent_id", "segment", "region", "country", "owner", "annual_revenue", "currency",
        "employees", "block", "created_date", "language", "seniority", "rivals",
    ]
    static let ratingHeader = ["account_id", "criterion", "value", "rater", "rated_on"]

    struct Customer {
        let id: String
        let segment: String
        let region: String
        /// How much the customer buys against the median one.
        let weight: Double
        /// The group of competitors that it belongs to; empty for none.
        let rivals: String
        let row: [String]
    }

    let customers: [Customer]
    /// The running sums of the weights, for drawing a customer in proportion to its weight.
    private let cumulated: [Double]

    init(count: Int, people: SamplePeople, asOf: Day, random: inout SplitMix64) {
        var customers: [Customer] = []
        for number in 0..<count {
            customers.append(SampleCustomers.customer(number, count, customers, people, asOf: asOf, &random))
        }
        self.customers = customers
        var sum = 0.0
        cumulated = customers.map { customer in
            sum += customer.weight
            return sum
        }
    }

    var rows: [[String]] {
        let sizes = Dictionary(grouping: customers, by: \.rivals).mapValues(\.count)
        return customers.map { $0.row + [(sizes[$0.rivals] ?? 0) > 1 ? $0.rivals : ""] }
    }

    /// A customer drawn in proportion to what it buys.
    func pick(_ random: inout SplitMix64) -> Customer {
        let target = random.unit() * (cumulated.last ?? 0)
        var (low, high) = (0, customers.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] > target { high = middle } else { low = middle + 1 }
        }
        return customers[low]
    }

    /// What planners and heads of teams think of the larger customers.
    func ratings(asOf: Day, _ random: inout SplitMix64) -> [[String]] {
        customers.filter { $0.weight > 0.5 }.flatMap { customer -> [[String]] in
            let day = asOf.advanced(by: -random.whole(5...60)).description
            let strategic = random.whole(0...3)
            var rows = [
                [customer.id, "strategic_value", String(strategic), "planner", day],
                [customer.id, "strategic_value", String(strategic + random.whole(0...1)), "head of sales", day],
                [customer.id, "relationship_stage", String(random.whole(0...4)), "head of sales", day],
                [customer.id, "counterpart", random.happens(0.9) ? "1" : "0", "planner", day],
            ]
            if random.happens(0.8) {
                rows.append([customer.id, "solution_fit", String(Double(random.whole(30...95)) / 100), "planner", day])
                rows.append([customer.id, "executive_access", String(random.whole(0...4)), "head of sales", day])
                rows.append([customer.id, "delivery_health", String(random.whole(1...4)), "head of CS", day])
            }
            return rows
        }
    }

    /// The segments whose largest companies fight each other.
    private static let rivals = ["manufacturing": "Machine makers", "retail": "Chain stores"]

    private static func customer(
        _ number: Int, _ count: Int, _ before: [Customer], _ people: SamplePeople, asOf: Day,
        _ random: inout SplitMix64
    ) -> Customer {
        let isSubsidiary = number >= count - count / 5
        let parent = isSubsidiary ? before[random.whole(0...(count / 4))] : nil
        let segment = parent?.segment ?? random.pick(SamplePeople.segments)
        let region = parent?.region ?? random.pick(SamplePeople.regions + ["East"])
        let weight = random.lognormal(median: 1, spread: 1.1)
        let revenue = random.lognormal(median: 4e9, spread: 0.4) * weight
        let id = "A\(SampleNames.padded(number + 1, 6))"
        let isJapanese = region != "Overseas"
        let block = number % 97 == 41 ? "credit limit reached" : ""
        // One company stands twice in the export, as it happens.
        let named = number == count - 1 ? 7 : number
        let row = [
            id, SampleNames.company(named, segment: segment, isJapanese: isJapanese), parent?.id ?? "", segment, region,
            isJapanese ? "JP" : random.pick(["US", "GB", "DE", "SG"]), people.pick("field_sales", region, &random).id,
            String(Int(revenue / 1e6) * 1_000_000), "JPY", String(max(5, Int(revenue / 2.5e7))), block,
            asOf.advanced(by: -random.whole(400...2500)).description,
            isJapanese ? "ja" : "en", weight > 2.5 ? "3" : weight > 1 ? "2" : "",
        ]
        let rivals = parent == nil && weight > 4 ? SampleCustomers.rivals[segment] ?? "" : ""
        return Customer(id: id, segment: segment, region: region, weight: weight, rivals: rivals, row: row)
    }
}

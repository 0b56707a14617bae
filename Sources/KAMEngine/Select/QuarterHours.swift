internal import KAMModel

/// The hours that key accounts may take in a quarter: the kinds they need, who supplies them, and their names.
///
/// A KAM supplies what whole accounts can fill; a member who leaves inside the quarter is given no key account, so
/// supplies nothing.
///
/// The kinds are the stages, then a KAM's hours in each region that has KAMs, then a KAM's hours anywhere; without pools
/// by region only the last. Teams serve the stages they may lead, each with the policy's share of its hours; the KAMs of
/// a region serve it and accounts that belong to no such region; KAMs without a region serve all.
struct QuarterHours {
    /// Who supplies hours.
    struct Supplier: Hashable {
        /// The team.
        let team: ID<Team>
        /// The region, for KAMs by region.
        let region: String?
    }

    /// The KAMs of one supplier.
    struct Pool: Hashable {
        /// The supplier.
        let supplier: Int
        /// What whole accounts can fill of each KAM's hours, the most first.
        let hours: [Double]

        /// The hours of the KAM in the middle, which one more is taken to have.
        var middle: Double { QuarterHours.middle(hours) }
    }

    /// The KAMs by supplier; those with no hours are left out.
    let pools: [Pool]
    /// What whole accounts could fill of one more KAM who serves any account; 0 where nobody's hours tell.
    let hoursOfOneMore: Double
    /// The suppliers, in the order of the policy's teams and by region.
    let suppliers: [Supplier]
    /// The hours of each supplier that key accounts may take.
    let supply: [Double]
    /// The regions with KAM hours, in order.
    let regions: [String]
    /// Whether a supplier may serve a kind, supplier-major.
    let serves: [Bool]
    private let stages: [Stage]

    init(_ snapshot: Snapshot, policy: Policy, quarter: Quarter) {
        let days = policy.calendar.days(of: quarter)
        let range = DayRange(start: days.start, end: days.end)
        let calendar = WorkingCalendar(policy.capacity)
        let kamTeams = Set(policy.teams.filter(\.managesKeyAccounts).map(\.id))
        let book = KAMBook(
            accountHours: Set(snapshot.accounts.map { policy.selection.kamHours(segment: $0.segment) }),
            maximumAccounts: policy.assignment.maximumAccountsPerKAM)
        let ceiling = policy.assignment.load.ceiling
        var hours: [Supplier: Double] = [:]
        var kams: [Supplier: [Double]] = [:]
        var everybody: [Double] = []
        for member in snapshot.members {
            guard let membership = member.membership(during: range), member.stays(through: range) else { continue }
            let isKAM = kamTeams.contains(membership.team)
            let region = isKAM && policy.selection.poolsByRegion ? membership.region : nil
            let capacity = calendar.capacity(of: member, from: days.start, to: days.end).value
            let supplier = Supplier(team: membership.team, region: region)
            let filled = book.filled(of: capacity * ceiling)
            hours[supplier, default: 0] += isKAM ? filled : capacity * min(ceiling, policy.selection.keyShare)
            if isKAM, filled > 0 { kams[supplier, default: []].append(filled) }
            everybody.append(filled)
        }
        suppliers = policy.teams.flatMap { team in
            hours.filter { $0.key.team == team.id && $0.value > 0 }.map(\.key)
                .sorted { ($0.region ?? "") < ($1.region ?? "") }
        }
        supply = suppliers.map { hours[$0] ?? 0 }
        pools = suppliers.enumerated().compactMap { index, supplier in
            kams[supplier].map { Pool(supplier: index, hours: $0.sorted(by: >)) }
        }
        hoursOfOneMore = QuarterHours.middle(
            (kams.isEmpty ? everybody : kams.values.flatMap(\.self)).sorted(by: >))
        let regions = Set(suppliers.compactMap(\.region)).sorted()
        self.regions = regions
        stages = policy.stages
        serves = suppliers.flatMap { supplier in
            let isKAM = kamTeams.contains(supplier.team)
            return policy.stages.map { $0.teams.contains(supplier.team) }
                + regions.map { isKAM && (supplier.region == nil || supplier.region == $0) } + [isKAM]
        }
    }

    /// The middle one of hours that stand in order, the most first; of two in the middle the lesser.
    private static func middle(_ hours: [Double]) -> Double { hours.isEmpty ? 0 : hours[hours.count / 2] }

    /// How many kinds of hours there are.
    var needCount: Int { stages.count + regions.count + 1 }

    /// The kind of a KAM's hours that an account of a region needs.
    func kamNeed(region: String?) -> Int {
        guard let region, let index = regions.firstIndex(of: region) else { return needCount - 1 }
        return stages.count + index
    }

    /// The kinds of a KAM's hours.
    var kamNeeds: Range<Int> { stages.count..<needCount }

    /// The kinds that a supplier may serve.
    func needs(servedBy supplier: Int) -> [Int] { (0..<needCount).filter { serves[supplier * needCount + $0] } }

    /// Kinds of hours in words, as `closing hours` and `KAM hours in East`.
    func name(of needs: [Int]) -> String { phrase(of: needs).english }

    /// Kinds of hours in words of both languages.
    func phrase(of needs: [Int]) -> Phrase {
        let work = needs.filter { $0 < stages.count }.map { stages[$0].title }
        let places = needs.filter { $0 >= stages.count && $0 < needCount - 1 }.map { regions[$0 - stages.count] }
        var english: [String] = []
        var japanese: [String] = []
        if !work.isEmpty {
            english.append("\(Wording.list(work.map { $0.english.lowercased() })) hours")
            japanese.append("\(Wording.listJa(work.map(\.japanese)))の時間")
        }
        if needs.contains(needCount - 1) {
            english.append(regions.isEmpty ? "KAM hours" : "KAM hours in all regions")
            japanese.append(regions.isEmpty ? "KAMの時間" : "全地域のKAMの時間")
        } else if !places.isEmpty {
            english.append("KAM hours in \(Wording.list(places))")
            japanese.append("\(Wording.listJa(places))のKAMの時間")
        }
        return Phrase(Wording.list(english), ja: Wording.listJa(japanese))
    }

    /// The hours that the suppliers of some kinds have.
    func hours(for needs: [Int]) -> Double {
        suppliers.indices.reduce(0) { total, supplier in
            needs.contains { serves[supplier * needCount + $0] } ? total + supply[supplier] : total
        }
    }
}

extension Member {
    /// Whether the member still works for the company on the last day of a range.
    fileprivate func stays(through range: DayRange) -> Bool {
        guard let leaves = employment.end, let end = range.end else { return true }
        return leaves >= end
    }
}

import KAMEngine

/// Numbers that look random and are the same each time (SplitMix64; Steele, Lea & Flood 2014).
struct AllocationSeed {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) / 9_007_199_254_740_992
    }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}

/// A class of customers without care and promises.
func allocationChain(
    _ name: String = "customers", isKey: Bool = false, supply: Double, open: [Double]? = nil, conversion: [Double],
    effort: [Double], margin: Double, careHours: [Double]? = nil, careValue: [Double]? = nil,
    minimumService: Double = 0
) -> CustomerClass {
    let none = [Double](repeating: 0, count: conversion.count)
    return CustomerClass(
        name: name, isKey: isKey, supply: supply, openWork: open ?? none, conversion: conversion, effort: effort,
        careHours: careHours ?? none, careValue: careValue ?? none, marginPerWin: margin,
        minimumService: none.map { _ in minimumService })
}

/// A member who spends all baseline hours at one stage.
func allocationHand(
    at stage: Int, hours: Double, proficiency: [Double], loss: Double = 0, share: Double = 1, cost: Double = 0.01,
    keyOnly: Bool = false
) -> AllocationMember {
    AllocationMember(
        proficiency: proficiency, baseline: proficiency.indices.map { $0 == stage ? hours : 0 },
        learningLoss: proficiency.indices.map { $0 == stage ? 0 : loss }, capacity: hours, movableShare: share,
        moveCost: cost, servesKeyOnly: keyOnly)
}

/// A problem whose stages are called A, B, C ….
func allocationProblem(
    _ members: [AllocationMember], _ classes: [CustomerClass], winStage: Int? = nil, shortfallPrice: Double = 1000
) throws -> AllocationProblem {
    let count = classes.first?.conversion.count ?? 0
    let names = (0..<count).map { String(UnicodeScalar(UInt8(65 + $0))) }
    return try AllocationProblem(
        stages: names, members: members, classes: classes, winStage: winStage ?? count - 1,
        shortfallPrice: shortfallPrice)
}

/// A company of five stages, three teams and two classes, with hours short at a stage that the seed chooses.
func allocationCompany(seed: UInt64, members count: Int = 12) throws -> AllocationProblem {
    var seed = AllocationSeed(seed)
    let teams = [[0, 1], [2, 3], [4]]
    let members = (0..<count).map { _ in
        let own = teams[seed.whole(0...2)]
        let capacity = seed.number(200...450)
        let isKeyOnly = seed.whole(0...9) == 0
        let skills = (0..<5).map { stage in
            own.contains(stage) ? seed.number(0.8...1.2) : seed.whole(0...2) == 0 ? 0 : seed.number(0.3...0.9)
        }
        let split = seed.number(0.2...0.8)
        let baseline = (0..<5).map { stage in
            guard own.contains(stage) else { return 0.0 }
            return capacity * (own.count == 1 ? 0.9 : stage == own[0] ? split : 1 - split)
        }
        return AllocationMember(
            proficiency: skills, baseline: baseline, learningLoss: (0..<5).map { own.contains($0) ? 0 : 0.2 },
            capacity: capacity, movableShare: seed.number(0.1...0.6), moveCost: seed.number(1...8),
            servesKeyOnly: isKeyOnly)
    }
    let classes = [true, false].map { isKey in
        allocationChain(
            isKey ? "key accounts" : "other customers", isKey: isKey,
            supply: Double(count) * seed.number(2...30),
            open: (0..<5).map { _ in Double(seed.whole(0...2 * count)) },
            conversion: (0..<5).map { _ in seed.number(0.2...0.9) }, effort: (0..<5).map { _ in seed.number(2...12) },
            margin: seed.number(2000...30000), careHours: [0, 0, 0, 0, Double(count) * seed.number(5...30)],
            careValue: [0, 0, 0, 0, seed.number(20...200)], minimumService: isKey ? 0 : 0.2)
    }
    return try allocationProblem(members, classes, winStage: 3, shortfallPrice: 20000)
}

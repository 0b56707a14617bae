import Highs

/// Models in the shape of those on which HiGHS 1.14.0 called a worse point optimal.
///
/// They follow its issues 2957, 3002, 3043, 3073 and 3094, all repaired by pull request 2961 in 1.15.0.
enum MisledModels {
    typealias Case = (issue: Int, model: LinearModel, optimum: Double)

    static let all: [Case] = [
        (2957, twoColumns, 28.2), (3002, threeRows, 64), (3043, oneRow, 9), (3073, distance, 0.03),
        (3094, slots, 8_000),
    ]

    private static var twoColumns: LinearModel {
        var model = LinearModel()
        let count = model.addColumn(cost: 1, upper: 20, kind: .integer)
        let amount = model.addColumn(cost: 2, lower: 8, upper: 20)
        model.addRow([.init(count, 1), .init(amount, 1)], lower: 20.1)
        return model
    }

    private static var threeRows: LinearModel {
        var model = LinearModel()
        let near = model.addColumn(cost: 1, upper: 4)
        let far = model.addColumn(cost: 4, lower: -1, upper: 1)
        let lots = model.addColumn(cost: 9, kind: .integer)
        model.addRow([.init(near, 1), .init(far, 1)], upper: 5)
        model.addRow([.init(near, 1), .init(lots, 1)], lower: 10)
        model.addRow([.init(far, -1), .init(lots, 1)], lower: 7.5, upper: 7.5)
        return model
    }

    private static var oneRow: LinearModel {
        var model = LinearModel()
        let cheap = model.addColumn(cost: 2, upper: 10)
        let dear = model.addColumn(cost: 3, upper: 10, kind: .integer)
        model.addRow([.init(cheap, 1), .init(dear, 1)], lower: 4.5)
        return model
    }

    private static var distance: LinearModel {
        var model = LinearModel()
        let gap = model.addColumn(cost: 100)
        let size = model.addColumn(cost: 0.01, lower: -.infinity)
        let whole = model.addColumn(kind: .integer)
        model.addRow([.init(gap, 1), .init(whole, 1)], lower: 3, upper: 3)
        model.addRow([.init(whole, 1), .init(size, -1)], upper: 0)
        model.addRow([.init(whole, -1), .init(size, -1)], upper: 0)
        model.addRow([.init(whole, 1)], upper: 3)
        model.addRow([.init(whole, -1)], upper: -0.45)
        return model
    }

    private static var slots: LinearModel {
        var model = LinearModel()
        let slots = (0..<2).map { _ in model.addColumn(kind: .binary) }
        let served = (0..<2).map { _ in model.addColumn(upper: 1_000) }
        let lost = [10.0, 8].map { model.addColumn(cost: $0, upper: 1_000) }
        for side in 0..<2 {
            model.addRow([.init(served[side], 1), .init(slots[side], -1_000)], upper: 0)
            model.addRow([.init(served[side], 1), .init(lost[side], 1)], lower: 1_000, upper: 1_000)
        }
        model.addRow(slots.map { .init($0, 1) }, upper: 1)
        return model
    }
}

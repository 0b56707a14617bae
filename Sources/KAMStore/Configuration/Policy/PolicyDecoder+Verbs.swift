import KAMModel

extension PolicyDecoder {
    func effort(_ reader: YAMLReader, _ names: Names) -> EffortPolicy {
        let standard = reader.section("standard") { reader in
            EffortPolicy.Standard(
                opportunity: byStage(reader, "opportunity", .atLeast(0), names, isComplete: true),
                account: byStage(reader, "account", .atLeast(0), names, isComplete: true))
        }
        let segments = reader.sections("segments", by: "segment") { reader in
            EffortPolicy.Standard(
                opportunity: byStage(reader, "opportunity", .atLeast(0), names),
                account: byStage(reader, "account", .atLeast(0), names))
        }
        return EffortPolicy(
            standard: standard, segments: Dictionary(segments.map { ($0.key, $0.value) }) { first, _ in first },
            keyFactor: reader.number("key_factor", .atLeast(1)))
    }

    func conversion(_ reader: YAMLReader, _ names: Names) -> ConversionPolicy {
        ConversionPolicy(
            prior: byStage(reader, "prior", .share, names, isComplete: true),
            priorWeight: reader.number("prior_weight", .above(0)))
    }

    func allocation(_ reader: YAMLReader, _ names: Names) -> AllocationPolicy {
        let proficiency = self.proficiency(reader, names)
        let winStage = reader.textIfGiven("win_stage")
        if let winStage {
            refuseUnknown(winStage.value, "stage", among: names.stages.map(\.id.raw), winStage.place)
        }
        return AllocationPolicy(
            proficiency: proficiency, learningLoss: reader.number("learning_loss", .share),
            moveCost: reader.number("move_cost", .atLeast(0)),
            maximumMovedShare: reader.number("maximum_moved_share", .share),
            minimumService: reader.number("minimum_service", .share), winStage: winStage.map { ID($0.value) })
    }

    private func proficiency(_ reader: YAMLReader, _ names: Names) -> [ID<Team>: [ID<Stage>: Double]] {
        let entries = reader.numbersByTwo("proficiency", by: "team", "stage", .within(0...10))
        var table: [ID<Team>: [ID<Stage>: Double]] = [:]
        for entry in entries {
            refuseUnknown(entry.key, "team", among: names.teams.map(\.id.raw), entry.place)
            for inner in entry.value {
                refuseUnknown(inner.key, "stage", among: names.stages.map(\.id.raw), inner.place)
                table[ID(entry.key), default: [:]][ID(inner.key)] = inner.value
            }
        }
        for stage in names.stages {
            for team in stage.teams where names.teams.contains(where: { $0.id == team }) {
                if let skill = table[team]?[stage.id], skill > 0 { continue }
                contradiction(
                    "the team '\(team)' leads the stage '\(stage.id)', but has no proficiency there",
                    reader.place(of: "proficiency"))
            }
        }
        return table
    }
}

import KAMModel

/// Reads the keys of a policy, section by section, and checks what they say of each other.
struct PolicyDecoder {
    let findings: Findings

    init(_ findings: Findings) {
        self.findings = findings
    }

    /// Reads a policy.
    ///
    /// - Returns: Nothing when something is wrong, which the findings then say.
    func policy(_ reader: YAMLReader) -> Policy? {
        let calendar = reader.section("fiscal_year", self.calendar)
        let teams = unique(reader.sections(inList: "teams", self.team), "team") { $0.id.raw }
        let stages = unique(reader.sections(inList: "stages") { stage($0, teams) }, "stage") { $0.id.raw }
        let names = Names(stages: stages, teams: teams)
        if stages.isEmpty { contradiction("there is no stage", reader.place(of: "stages")) }
        if teams.isEmpty { contradiction("there is no team", reader.place(of: "teams")) }
        let capacity = reader.section("capacity", self.capacity)
        let effort = reader.section("effort") { self.effort($0, names) }
        let conversion = reader.section("conversion") { self.conversion($0, names) }
        let economics = reader.section("economics", self.economics)
        let scoring = reader.section("scoring", self.scoring)
        let gates = reader.section("gates", self.gates)
        let selection = reader.section("selection", self.selection)
        let assignment = reader.section("assignment") { self.assignment($0, names) }
        let allocation = reader.section("allocation") { self.allocation($0, names) }
        reader.finish()
        guard findings.diagnostics.isEmpty else { return nil }
        return Policy(
            calendar: calendar, stages: stages, teams: teams, capacity: capacity, effort: effort,
            conversion: conversion, economics: economics, scoring: scoring, gates: gates, selection: selection,
            assignment: assignment, allocation: allocation)
    }

    /// The stages and teams that other keys may name.
    struct Names {
        let stages: [Stage]
        let teams: [Team]
    }

    private func calendar(_ reader: YAMLReader) -> FiscalCalendar {
        FiscalCalendar(
            firstMonth: reader.integer("first_month", 1...12), naming: reader.choice("named_by", or: .start))
    }

    private func team(_ reader: YAMLReader) -> Team {
        Team(
            id: ID(reader.text("key").value), name: reader.text("name").value,
            nameJa: reader.textIfGiven("name_ja")?.value,
            managesKeyAccounts: reader.flagIfGiven("manages_key_accounts") ?? false)
    }

    private func stage(_ reader: YAMLReader, _ teams: [Team]) -> Stage {
        let key = reader.text("key")
        let name = reader.text("name").value
        let named = reader.texts("teams")
        for team in named { refuseUnknown(team.value, "team", among: teams.map(\.id.raw), team.place) }
        if named.isEmpty { contradiction("no team leads the stage '\(key.value)'", reader.place) }
        return Stage(
            id: ID(key.value), name: name, nameJa: reader.textIfGiven("name_ja")?.value,
            teams: named.map { ID($0.value) })
    }

    private func capacity(_ reader: YAMLReader) -> CapacityPolicy {
        let share = reader.number("administrative_share", .share)
        let weeks = reader.number("ramp_weeks", .within(0...520))
        let start = reader.number("ramp_start", .share)
        let holidays = reader.texts("holidays").compactMap { text -> Day? in
            if let day = Day(text.value) { return day }
            findings.report(
                "KAM307", "capacity.holidays has '\(text.value)', which is no day", at: text.place,
                hint: "A day is written 2018-03-31.")
            return nil
        }
        return CapacityPolicy(
            administrativeShare: share, rampWeeks: weeks, rampStart: start, holidays: Set(holidays))
    }

    // What several sections check -------------------------------------------------------------------------------------

    /// Refuses a stage or team that does not exist.
    func refuseUnknown(_ key: String, _ noun: String, among known: [String], _ place: Place) {
        if known.contains(key) { return }
        let nearest = NearestWord.find(key, among: known).map { "Maybe '\($0)' is meant." }
        let all = known.isEmpty ? nil : "The \(noun)s are \(known.joined(separator: ", "))."
        findings.report("KAM308", "there is no \(noun) '\(key)'", at: place, hint: nearest ?? all)
    }

    /// Reports that keys contradict each other.
    func contradiction(_ message: String, _ place: Place, hint: String? = nil) {
        findings.report("KAM309", message, at: place, hint: hint)
    }

    /// Refuses the items of a list whose key was there before.
    func unique<Item>(_ items: [Located<Item>], _ noun: String, _ key: (Item) -> String) -> [Item] {
        var seen: Set<String> = []
        for item in items where !seen.insert(key(item.value)).inserted && !key(item.value).isEmpty {
            contradiction("the \(noun) '\(key(item.value))' is there more than once", item.place)
        }
        return items.map(\.value)
    }

    /// Numbers by stage; every stage must be named where `isComplete`.
    func byStage(
        _ reader: YAMLReader, _ key: String, _ bounds: Bounds, _ names: Names, isComplete: Bool = false
    ) -> [ID<Stage>: Double] {
        let known = names.stages.map(\.id.raw)
        let entries = reader.numbers(key, by: "stage", bounds)
        for entry in entries { refuseUnknown(entry.key, "stage", among: known, entry.place) }
        if isComplete {
            let given = Set(reader.keys(of: key))
            for stage in known where !stage.isEmpty && !given.contains(stage) {
                findings.report(
                    "KAM305", "the key '\(reader.fullPath(key)).\(stage)' is missing", at: reader.place(of: key))
            }
        }
        return Dictionary(entries.map { (ID($0.key), $0.value) }) { first, _ in first }
    }
}

internal import KAMModel

/// The names and amounts of one assignment in both languages.
struct MatrixWords {
    let assignment: Assignment

    init(_ assignment: Assignment) { self.assignment = assignment }

    var roster: Roster { assignment.fitting.roster }

    func name(_ member: Int) -> String { roster.entries[member].member.name }

    func account(_ account: Int) -> String { assignment.fitting.accounts[account].account.name }

    func stage(_ duty: Duty) -> Phrase {
        duty.stage.map { assignment.policy.stages[$0].title } ?? Phrase(verbatim: "KAM")
    }

    /// A duty with its account, as `Acme Closing`.
    func place(_ duty: Duty) -> Phrase {
        let (name, stage) = (account(duty.account), stage(duty))
        let share =
            duty.share > 0 ? Phrase(" (share \(duty.share + 1))", ja: "(分担\(duty.share + 1))") : Phrase(verbatim: "")
        return Phrase("\(name) \(stage.english)\(share.english)", ja: "\(name)の\(stage.japanese)\(share.japanese)")
    }

    func money(_ value: Double) -> Phrase {
        Phrase(
            Wording.money(value, assignment.snapshot.currency), ja: Wording.moneyJa(value, assignment.snapshot.currency)
        )
    }

    func hours(_ value: Double) -> Phrase { Phrase(Wording.hours(value), ja: "\(Wording.decimal(value))時間") }

    func team(_ id: ID<Team>) -> Phrase { assignment.policy.team(id)?.title ?? Phrase(verbatim: id.raw) }

    /// Terms in a row, as `another region USD 5,000 and handoff USD 2,500`.
    func terms(_ terms: [LossTerm]) -> Phrase {
        Phrase(
            Wording.list(terms.map { "\($0.kind.title.english) \(money($0.loss).english)" }),
            ja: Wording.listJa(terms.map { "\($0.kind.title.japanese)\(money($0.loss).japanese)" }))
    }

    /// Why a member may not take a duty, as a sentence about it.
    func reason(_ obstacle: Obstacle, _ member: Int, _ duty: Duty) -> Reason {
        let words = words(obstacle, member, duty)
        let name = name(member)
        return Reason(
            code(obstacle), Phrase("\(name) \(words.english).", ja: "\(name)は\(words.japanese)。"),
            figures: figures(obstacle))
    }

    private func code(_ obstacle: Obstacle) -> String {
        switch obstacle {
        case .absent(.left): "has_left"
        case .absent(.leaves): "leaves"
        case .absent(.startsLater): "starts_later"
        case .absent(.noTeam): "no_team"
        case .absent(.noHours): "no_hours"
        case .otherTeam: "other_team"
        case .unfit(.region): "other_region"
        case .unfit(.language): "other_language"
        case .unfit(.skill): "lacks_skill"
        case .unfit(.seniority): "below_level"
        case .forbidden: "forbidden"
        case .pinned: "pinned_to_other"
        case .mayNotAnswer: "not_its_account"
        case .notOffered: "not_offered"
        }
    }

    private func figures(_ obstacle: Obstacle) -> [String: Double] {
        if case .notOffered(let count) = obstacle { ["candidates": Double(count)] } else { [:] }
    }

    /// Why a member may not take a duty, without its name.
    func words(_ obstacle: Obstacle, _ member: Int, _ duty: Duty) -> Phrase {
        switch obstacle {
        case .absent(let absence): return absence.phrase
        case .otherTeam: return otherTeam(member, duty)
        case .unfit(let respect): return unfit(respect, member, duty)
        case .forbidden: return Phrase("is forbidden here by a rule", ja: "ルールで禁止されている")
        case .pinned(let other):
            return Phrase(
                "may not: \(place(duty).english) is pinned to \(name(other))",
                ja: "担当できない(\(place(duty).japanese)は\(name(other))に固定されている)")
        case .mayNotAnswer:
            return Phrase(
                "is a KAM and leads only in accounts it may answer for", ja: "KAMであり、自身が担当できる取引先以外はリードしない")
        case .notOffered(let count):
            return Phrase(
                "suits less than the \(count) members it is offered to", ja: "候補の上位\(count)名に入らない")
        }
    }

    private func otherTeam(_ member: Int, _ duty: Duty) -> Phrase {
        guard let id = roster.entries[member].team else { return Roster.Absence.noTeam.phrase }
        let (team, stage) = (team(id), stage(duty))
        return duty.stage == nil
            ? Phrase(
                "is in \(team.english), which does not manage key accounts",
                ja: "\(team.japanese)所属で、このチームはキーアカウントを管理しない")
            : Phrase(
                "is in \(team.english), which does not lead \(stage.english)",
                ja: "\(team.japanese)所属で、このチームは\(stage.japanese)をリードしない")
    }

    /// In which respect a member does not fit.
    func unfit(_ respect: Respect, _ member: Int, _ duty: Duty) -> Phrase {
        let account = assignment.fitting.accounts[duty.account].account
        let entry = roster.entries[member]
        switch respect {
        case .region:
            let (own, other) = (entry.region ?? "", account.region ?? "")
            return Phrase("serves \(own), not \(other)", ja: "担当地域が\(own)で、\(other)ではない")
        case .language:
            let language = LanguageName.of(account.language ?? "")
            return Phrase("speaks no \(language.english)", ja: "\(language.japanese)を話さない")
        case .skill:
            return Phrase("lacks the skill \(account.segment)", ja: "スキル「\(account.segment)」がない")
        case .seniority:
            let (own, least) = (entry.member.seniority ?? 0, account.seniority ?? 0)
            return Phrase(
                "has level \(own), and the account asks for \(least)", ja: "レベル\(own)で、取引先が求めるレベル\(least)に満たない")
        }
    }
}

extension Roster.Absence {
    /// Why a member can take nothing, to follow its name.
    var phrase: Phrase {
        switch self {
        case .left(let day): Phrase("left after \(day)", ja: "\(day)をもって退職済み")
        case .leaves(let day): Phrase("leaves after \(day)", ja: "\(day)をもって退職")
        case .startsLater(let day): Phrase("starts on \(day)", ja: "\(day)に入社予定")
        case .noTeam: Phrase("is in no team", ja: "どのチームにも所属していない")
        case .noHours: Phrase("has no hours in the quarter", ja: "四半期の稼働可能時間がない")
        }
    }
}

/// Languages as people call them.
enum LanguageName {
    private static let names: [String: Phrase] = [
        "ar": Phrase("Arabic", ja: "アラビア語"), "de": Phrase("German", ja: "ドイツ語"), "en": Phrase("English", ja: "英語"),
        "es": Phrase("Spanish", ja: "スペイン語"), "fr": Phrase("French", ja: "フランス語"),
        "hi": Phrase("Hindi", ja: "ヒンディー語"), "id": Phrase("Indonesian", ja: "インドネシア語"),
        "it": Phrase("Italian", ja: "イタリア語"), "ja": Phrase("Japanese", ja: "日本語"),
        "ko": Phrase("Korean", ja: "韓国語"), "nl": Phrase("Dutch", ja: "オランダ語"), "pl": Phrase("Polish", ja: "ポーランド語"),
        "pt": Phrase("Portuguese", ja: "ポルトガル語"), "ru": Phrase("Russian", ja: "ロシア語"),
        "th": Phrase("Thai", ja: "タイ語"), "tr": Phrase("Turkish", ja: "トルコ語"),
        "vi": Phrase("Vietnamese", ja: "ベトナム語"), "zh": Phrase("Chinese", ja: "中国語"),
    ]

    /// The name of a language code; the code itself where it is not common.
    static func of(_ code: String) -> Phrase {
        let key = code.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(String.init) ?? code
        return names[key] ?? Phrase("'\(code)'", ja: "「\(code)」")
    }
}

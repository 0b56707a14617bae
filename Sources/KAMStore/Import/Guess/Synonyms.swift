import KAMModel

/// The words by which the profiles know columns and stages.
struct Synonyms {
    /// For each kind of file, the target of each column's key.
    private(set) var targets: [ImportEntity: [String: String]] = [:]
    /// What each value of a stage column means, by its key.
    private(set) var stages: [String: ImportProfile.StageMeaning] = [:]

    /// Takes the words of profiles and those that no profile needs.
    init(_ profiles: [ImportProfile]) {
        for (entity, words) in Self.further {
            for (target, names) in words { add(names, target, entity) }
        }
        for profile in profiles {
            for (entity, rule) in profile.files {
                for (target, column) in rule.columns { add(column.from, target, entity) }
            }
            // Stages of the same name differ between CRMs; the plain words of kam itself come last and win.
            stages.merge(profile.stageMap) { _, last in last }
        }
    }

    private mutating func add(_ names: [String], _ target: String, _ entity: ImportEntity) {
        for name in names where !name.contains("*") {
            let key = NameKey.column(name)
            if targets[entity]?[key] == nil { targets[entity, default: [:]][key] = target }
        }
    }

    /// What a stage's value means when no profile knows it, by a word in it.
    static func meaning(of value: String) -> ImportProfile.StageMeaning? {
        let key = NameKey.of(value)
        for (words, stage, state) in keywords where words.contains(where: key.contains) {
            return ImportProfile.StageMeaning(stage: stage, state: state)
        }
        return nil
    }

    private static let keywords: [(words: [String], stage: String, state: String)] = [
        (["lost", "失注", "不成立", "敗", "dead", "reject"], "closing", "lost"),
        (["won", "受注", "成約", "成立", "勝"], "closing", "won"),
        (["negotiat", "contract", "commit", "交渉", "契約", "クロージング", "verbal"], "closing", "open"),
        (["propos", "quote", "demo", "present", "提案", "見積", "prospect"], "prospecting", "open"),
        (["qualif", "nurtur", "need", "discover", "育成", "ヒアリング", "アポ"], "lead_nurturing", "open"),
        (["lead", "new", "inquiry", "見込", "リード", "新規"], "lead_generation", "open"),
        (["onboard", "renew", "expan", "upsell", "導入", "更新", "拡大"], "expansion", "open"),
    ]

    private static let further: [ImportEntity: [String: [String]]] = [
        .account: [
            "name": ["company", "customer", "customer name", "client", "organization", "会社", "企業名", "顧客名", "得意先名"],
            "account_id": [
                "account no", "account number", "customer id", "company id", "client id", "顧客コード", "取引先コード", "得意先コード",
            ],
            "segment": ["sector", "segment", "market", "業界", "セグメント"], "region": ["area", "territory", "地区", "支店"],
            "country": ["country code", "国名"], "owner": ["sales rep", "account manager", "担当者", "営業担当", "担当"],
            "annual_revenue": ["revenue", "turnover", "売上高", "年商"], "employees": ["headcount", "staff", "社員数"],
            "created_date": ["created on", "since", "登録日"],
            "language": ["preferred language", "spoken language", "correspondence language", "言語", "使用言語", "対応言語"],
            "seniority": [
                "minimum seniority", "required seniority", "minimum level", "required level", "必要レベル", "必要等級", "担当者レベル",
            ],
            "rivals": [
                "rival group", "competitor group", "competes with", "conflict group", "conflict of interest", "競合",
                "競合グループ",
                "競合先",
            ],
            "parent_name": ["parent", "parent company", "subsidiary of", "親会社"],
        ],
        .opportunity: [
            "opportunity_id": ["deal id", "opp id", "id", "案件ID", "案件番号", "商談番号"],
            "name": ["deal", "deal name", "opportunity", "title", "案件名", "件名"],
            "account_id": ["customer id", "company id", "client id", "顧客コード", "取引先コード", "得意先コード"],
            "account_name": [
                "account", "customer", "customer name", "company", "company name", "client", "顧客名", "会社名", "得意先名",
            ],
            "stage": ["status", "deal stage", "sales stage", "phase", "ステージ", "状況", "進捗"],
            "amount": ["value", "deal value", "close value", "revenue", "deal size", "price", "受注金額", "見積金額", "売上"],
            "probability": ["win probability", "chance", "likelihood", "受注確度"],
            "created_date": [
                "created", "created on", "opened", "open date", "engage date", "start date", "登録日", "開始日",
            ],
            "close_date": [
                "closed", "closed on", "expected close", "expected close date", "end date", "受注予定日", "終了日", "クローズ予定日",
            ],
            "owner": ["sales agent", "sales rep", "rep", "agent", "salesperson", "担当者", "営業担当", "担当"],
            "product": ["item", "solution", "製品", "製品名"], "type": ["kind", "deal type", "区分"],
            "lead_source": ["source", "channel", "流入元", "きっかけ"],
        ],
        .stageHistory: [
            "opportunity_id": ["deal id", "opp id", "案件ID"], "stage": ["status", "to stage", "new stage", "ステージ"],
            "entered_date": ["entered", "entered on", "changed on", "change date", "since", "変更日", "開始日"],
        ],
        .member: [
            "member_id": ["employee id", "staff id", "user id"], "name": ["employee", "full name", "member"],
            "team": ["department", "group", "部署"], "role": ["title", "position", "job title", "役職"],
            "weekly_hours": ["hours", "hours per week", "weekly working hours", "労働時間"],
            "languages": ["language", "spoken languages", "対応言語", "使用言語", "語学"],
            "skills": ["expertise", "industries", "専門", "得意分野"],
            "seniority": ["level", "grade", "rank", "job level", "等級", "職級", "レベル", "ランク"],
            "start_date": ["hired", "hire date", "joined"], "end_date": ["left", "leave date"],
        ],
        .product: ["product": ["item", "製品", "商品名"], "list_price": ["price", "unit price", "定価", "単価"]],
    ]
}

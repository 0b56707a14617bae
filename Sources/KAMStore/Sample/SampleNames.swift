import KAMModel

/// Names for the sample company, put together from parts; any likeness is chance.
enum SampleNames {
    static func person(isJapanese: Bool, _ random: inout SplitMix64) -> String {
        isJapanese
            ? random.pick(families) + " " + random.pick(givens) : random.pick(firstNames) + " " + random.pick(lastNames)
    }

    static func company(_ number: Int, segment: String, isJapanese: Bool) -> String {
        if isJapanese {
            let (place, word, end) = parts(number, places, words, ends)
            return place + word + (trades[segment] ?? "産業") + end + "株式会社"
        }
        let (place, word, end) = parts(number, englishPlaces, englishWords, englishEnds)
        return "\(place) \(word) \(englishTrades[segment] ?? "Industries")\(end) Ltd."
    }

    /// Three words for a number, different for each number up to the product of the lists' lengths.
    private static func parts(
        _ number: Int, _ first: [String], _ second: [String], _ third: [String]
    ) -> (String, String, String) {
        let rest = number / first.count
        return (first[number % first.count], second[rest % second.count], third[rest / second.count % third.count])
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static let families = ["佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田"]
    private static let givens = ["健", "美咲", "大輔", "陽子", "翔太", "直子", "拓也", "恵", "誠", "彩", "修", "由美"]
    private static let firstNames = ["Anna", "Ben", "Clara", "David", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jonas"]
    private static let lastNames = ["Adler", "Brook", "Castro", "Dahl", "Evans", "Fischer", "Grant", "Hale", "Iyer"]
    private static let places = ["北斗", "青葉", "富士見", "瑞穂", "千歳", "若松", "藤沢", "大和", "桜木", "常盤", "日向", "三国", "白川"]
    private static let words = ["", "中央", "東", "西", "新", "第一", "総合", "共栄", "三和", "光"]
    private static let ends = ["", "興業", "技研", "商事", "ホールディングス"]
    private static let trades = [
        "manufacturing": "精機", "finance": "信用", "retail": "商店", "healthcare": "医療", "software": "システム",
        "logistics": "物流",
    ]
    private static let englishPlaces = ["Aldgate", "Brightwater", "Copperfield", "Dunmore", "Eastbridge", "Fernhill"]
    private static let englishWords = [
        "United", "Northern", "Royal", "Pacific", "Central", "Allied", "Summit", "Prime",
    ]
    private static let englishEnds = ["", " Group", " Partners", " International", " Trust", " Works", " & Daughters"]
    private static let englishTrades = [
        "manufacturing": "Machines", "finance": "Capital", "retail": "Stores", "healthcare": "Clinics",
        "software": "Systems", "logistics": "Freight",
    ]
}

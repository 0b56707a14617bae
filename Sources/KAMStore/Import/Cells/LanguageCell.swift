/// Cells that name a language.
enum LanguageCell {
    /// The ISO 639 code of a language: given as such, with a region behind it, or as a word in English or Japanese.
    ///
    /// - Returns: Nothing when the text is none of these.
    static func code(_ text: String) -> String? {
        let key = NameKey.of(text)
        if let code = words[key] { return code }
        let code = key.prefix { $0 != "-" && $0 != "_" }
        let isCode = (2...3).contains(code.utf8.count) && code.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        return isCode ? String(code) : nil
    }

    private static let words = [String: String](
        [
            ("ja", ["Japanese", "日本語", "jp"]), ("en", ["English", "英語"]),
            ("zh", ["Chinese", "Mandarin", "中国語", "cn"]), ("ko", ["Korean", "韓国語", "朝鮮語"]),
            ("de", ["German", "ドイツ語", "独語"]), ("fr", ["French", "フランス語", "仏語"]),
            ("es", ["Spanish", "スペイン語"]), ("it", ["Italian", "イタリア語"]), ("pt", ["Portuguese", "ポルトガル語"]),
            ("nl", ["Dutch", "オランダ語"]), ("ru", ["Russian", "ロシア語"]), ("th", ["Thai", "タイ語"]),
            ("vi", ["Vietnamese", "ベトナム語"]), ("id", ["Indonesian", "インドネシア語"]), ("ms", ["Malay", "マレー語"]),
            ("hi", ["Hindi", "ヒンディー語"]), ("ar", ["Arabic", "アラビア語"]), ("tr", ["Turkish", "トルコ語"]),
        ].flatMap { code, names in names.map { (NameKey.of($0), code) } }
    ) { first, _ in first }
}

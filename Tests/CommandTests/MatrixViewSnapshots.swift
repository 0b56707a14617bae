/// What `MatrixViewTests` expects, word for word.
enum MatrixViewSnapshots {
    static let matrixInEnglish = ""

    static let matrixInJapanese = ""

    static let cellInEnglish = ""

    static let cellInJapanese = ""
}

/// How accounts that nobody managed went on from the level they had: the least squares line of after on before.
struct ReturnLine {
    /// What one unit more before makes after: 1 where levels last, less where they return to the mean.
    let slope: Double
    /// The variance about the line.
    let residual: Double

    /// Fits the line; from fewer than three accounts, or alike ones, levels are taken to last.
    init(_ courses: [UpliftStudy.Course]) {
        let count = Double(courses.count)
        let before = courses.reduce(0) { $0 + $1.before } / max(1, count)
        let after = courses.reduce(0) { $0 + $1.after } / max(1, count)
        let spread = courses.reduce(0) { $0 + ($1.before - before) * ($1.before - before) }
        guard courses.count >= 3, spread > 0 else {
            (slope, residual) = (1, 0)
            return
        }
        let joint = courses.reduce(0) { $0 + ($1.before - before) * ($1.after - after) }
        let fitted = min(1.5, max(0, joint / spread))
        slope = fitted
        residual =
            courses.reduce(0) {
                let miss = $1.after - after - fitted * ($1.before - before)
                return $0 + miss * miss
            } / (count - 2)
    }

    /// What an account would have done after, had it had another level before.
    func carried(_ course: UpliftStudy.Course, to level: Double) -> Double {
        course.after + slope * (level - course.before)
    }
}

import VideoAPI

extension Parameter where Value == [SweepAxis] {
    /// The `field=values` of the line, at least one.
    static let axes = Parameter(
        shapes: [ParameterShape(placeholder: "field=values", presence: .repeated, completion: .sweep, summary: "")],
        grammar: .assignments
    ) { reader throws(ShellError) in
        var axes: [SweepAxis] = []
        for assignment in reader.assignments {
            guard !axes.contains(where: { $0.field == assignment.field }) else {
                throw ShellError(.setTwice(assignment.field.name.rawValue), at: assignment.range)
            }
            axes.append(try SweepAxis(assignment, in: reader.rest))
        }
        if axes.isEmpty {
            try reader.finish()
            throw ShellError(.missingArgument("field=values", command: reader.command))
        }
        return axes
    }
}

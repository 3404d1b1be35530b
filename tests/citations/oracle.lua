-- Runs inside `pandoc lua` for pandoc_oracle.py: reads {"format", "style", "cases": [{"text", "lang"}]} as JSON from
-- standard input and prints, for every case, its groups of citations as pandoc's reader and citeproc see them. One
-- process does all cases, and every case is a document of its own, so that no case can disturb another.

local request = pandoc.json.decode(io.read("a"), false)
local stringify = pandoc.utils.stringify

--- Text of a list of inlines in which a line break counts as a space, as it does for citeproc.
local function plain(inlines)
  return stringify(pandoc.Inlines(inlines))
end

--- What citeproc is to parse: a citation inside the suffix must stay one opaque inline, but must not be resolved.
local function without_citations(inlines)
  return pandoc.Inlines(inlines):walk { Cite = function(cite) return pandoc.Span(cite.content) end }
end

local answers = pandoc.List()  -- per case: groups, each a list of items
local by_language = {}         -- language -> list of {item, suffix} still to be shown to citeproc

for _, case in ipairs(request.cases) do
  local groups = pandoc.List()
  local waiting = by_language[case.lang] or pandoc.List()
  by_language[case.lang] = waiting
  pandoc.read(case.text, request.format):walk {
    traverse = "topdown",
    Cite = function(cite)
      local group = pandoc.List()
      for _, citation in ipairs(cite.citations) do
        local item = {
          id = citation.id,
          mode = citation.mode,
          prefix = plain(citation.prefix),
          suffix = plain(citation.suffix),
        }
        group:insert(item)
        waiting:insert { item = item, suffix = without_citations(citation.suffix) }
      end
      groups:insert(group)
      return cite, false -- do not descend: a citation inside a prefix or suffix is part of the outer one
    end,
  }
  answers:insert(groups)
end

for language, waiting in pairs(by_language) do
  local blocks = waiting:map(function(job)
    return pandoc.Para { pandoc.Cite({}, { pandoc.Citation("x", "NormalCitation", {}, job.suffix) }) }
  end)
  local document = pandoc.utils.citeproc(pandoc.Pandoc(blocks, {
    lang = language,
    csl = request.style,
    references = { { id = "x", type = "book", title = "x" } },
    ["suppress-bibliography"] = true,
  }))
  for n, job in ipairs(waiting) do
    job.item.rendered = plain(document.blocks[n].content)
  end
end

print(pandoc.json.encode(answers))

"""Understanding Vietnamese messages: which procedure, guide or intent is meant, and how sure that is.

Pure functions over plain data: no files, no network, no platform. `bot.content` provides the Knowledge, `Reader`
(reader.py) is the entry point, `Understanding` (result.py) is what it returns. A message passes these stages:

 1. Input. `knowledge` defines the data all stages are built from: targets with their phrases, and the lexicon.
 2. Words. `masking` removes numbers and links; `folding` removes case and accents, `tone_marks` extracts the accents;
    `normalization` expands abbreviations, corrects spelling and replaces everyday by official words, with the help of
    `spelling` (which known word was meant), `typos` (keyboard errors), `corpus` (word statistics) and `phrases`
    (a table of phrases). `function_words` and `content_words` say which words carry a subject.
 3. Parts. `parsing` removes courtesy, the section that is asked for (`sections`) and place names (`places`), and splits
    long messages into clauses: a `ParsedMessage`.
 4. Candidates. `ranking` finds the targets whose phrases fit, with `index` (an inverted index over `postings`) and
    `accents` (whether two spellings can be one word). `variants` and `procedure_names` correct the ranking.
 5. Rules that are certain: `emergencies`, national codes (in `reader`), `followups` (the question continues the
    previous one), `exact_match` (the message is a phrase of the content), `fields` (ask back) and `complaints`.
 6. Evidence, when no rule decides: `evidence` collects named numbers for each candidate, among them the results of the
    `classifier` and of `similarity`; `scoring` turns them into likelihoods with the learned `weights`.
 7. Outcome. `decision` chooses answer, clarify, decline, chat or fallback; `outcomes` writes it down as a result.
 8. Several questions. `questions` splits a message and sends each part through stages 2 to 7.

Beside this path, `clear_words` (with `covering`) decides when a message may cause a side effect, such as unsubscribing:
only when every word of it is accounted for. How well all this works is measured by `bot.evaluate`; the weights are
trained by `benchmarks.fitting`.
"""

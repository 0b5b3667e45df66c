//! The words before the days on which projects begin and end, folded.

/// Words, folded, before the day on which a project begins.
pub(crate) const STARTS: &[&str] = &[
    "starting in ",
    "starting on ",
    "starting from ",
    "starting ",
    "beginning in ",
    "beginning on ",
    "will start in ",
    "will begin in ",
    "started in ",
    "starts in ",
    "with effect from ",
    "from ",
    "a partir de ",
    "a partir du ",
    "a partir del ",
    "a compter de ",
    "a compter du ",
    "des ",
    "con inicio en ",
    "com inicio em ",
    "a comecar em ",
    "debutera en ",
];

/// Those before the day since when somebody works, and the project only where the clause is of it.
pub(crate) const SINCE: &[&str] = &["since ", "depuis ", "desde "];

/// Verbs, folded, before the day on which work begins, with a place between at most: `started in Peru in April 2008`.
pub(crate) const BEGINS: &[&str] = &[
    "begin", "began", "begun", "start", "started", "starts", "get under way", "got under way", "got going", "launched", "set off",
    "debute", "debutera", "debuter", "debuteront", "ont debute", "a debute", "demarre", "demarrera", "demarreront", "demarrer",
    "commence", "commencera", "commenceront", "commencer", "lance", "lancee", "arranco", "arrancara", "arrancaron", "arrancaran",
    "comenzo", "comenzara", "comenzaron", "comenzaran", "comenzar", "empezo", "empezara", "inicio", "iniciara", "iniciaran",
    "iniciar", "iniciaron", "iniciado", "comecou", "comecara", "comecaram", "comecar", "arrancou", "arrancara", "iniciou",
    "iniciou-se", "iniciaram-se", "iniciadas", "inicio previsto",
];

/// Those before the one on which it ends.
pub(crate) const CLOSES: &[&str] = &[
    "end", "ends", "ended", "finish", "finished", "finishes", "completed", "complete", "close", "closed", "closes", "extended",
    "go on until", "run until", "runs until", "last until", "lasts until", "continue until", "stay until",
    "acheve", "achevee", "achevera", "acheveront", "achever", "termine", "terminee", "terminera", "termineront", "terminer",
    "prend fin", "prendra fin", "prolonge", "prolongee", "poursuivra jusqu", "poursuivront jusqu", "cloture", "cloturera", "durera jusqu",
    "dureront jusqu", "finaliza", "finalizara", "finalizo", "finalizaran", "termina", "terminara", "termino", "terminaran", "concluye", "concluira",
    "concluyo", "concluiran", "prorrogo", "prorrogado", "prolongara", "prolongaran", "extendera", "concluiu", "concluida", "concluido", "terminou", "terminaram", "prolongado",
    "prolongar", "prolongar-se-a", "termo", "terminado",
];

/// Words, folded, before the one on which it ends.
pub(crate) const ENDS: &[&str] = &[
    "until ",
    "till ",
    "through ",
    "will end in ",
    "ends in ",
    "end in ",
    "ended in ",
    "to close in ",
    "closes in ",
    "closing in ",
    "close on ",
    "close in ",
    "completed in ",
    "completed by ",
    "to be completed in ",
    "complete in ",
    "finish in ",
    "jusqu'en ",
    "jusqu'a ",
    "jusqu'au ",
    "s'achever en ",
    "s'achevera en ",
    "se terminer en ",
    "se terminera en ",
    "prendra fin en ",
    "cloture en ",
    "fin en ",
    "hasta ",
    "hasta el ",
    "cierre en ",
    "cerrara en ",
    "finalizara en ",
    "finalizar en ",
    "terminara en ",
    "concluira en ",
    "ate ",
    "ate ao fim de ",
    "terminara em ",
    "encerramento em ",
    "conclusao em ",
    "conclusao prevista em ",
    "concluido em ",
    "terminar em ",
    "fim em ",
];

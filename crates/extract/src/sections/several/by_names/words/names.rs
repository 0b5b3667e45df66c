//! The words that names of organisations begin and end with, folded.

use crate::word_list::WordList;

/// First words of names that are of no body's own: who decides.
pub(crate) static DECIDERS: WordList = WordList::of(
    "board activities activites actividades atividades work works travaux acciones obras signing people residents communities \
    families funds money funding answer thanks over council committee commission jury trustees conseil comite directoire directorio junta consejo patronato pleno \
    conselho comissao camara city town ville ayuntamiento municipality commune ministers our we nous notre nuestro nuestra \
    nosso they it this these that project programme grant article artigo articulo ambassador ambassadeur embajador \
    embaixador",
);

/// Words that stand in the names of those.
pub(crate) static OF_DECIDERS: WordList = WordList::of(
    "directors executive executif ejecutivo executivo governors gouverneurs municipal local regional gobierno \
    administration d'administration administracion administracao general grants project projects projets proyectos \
    projetos programme review municipality departemental departmental our the del des",
);

/// First words of sentences that are of no name.
pub(crate) static OPENS: WordList = WordList::of(
    "in on at en em since desde depuis during durante pendant au aux no na we nous they it this these our with avec con com \
    for pour para as also finally second third next further another lastly besides enfin egalement aussi ensuite deuxieme \
    tambien ademas finalmente segundo tercero igualmente outro otro otra outra ainda por le sigue segue follows article",
);

/// Behind these a name ends.
pub(crate) const CUTS: &[&str] = &[
    ", which",
    ", who",
    ", to ",
    ", for ",
    ", over ",
    ", with ",
    ", be ",
    ", is ",
    ", was ",
    ", are ",
    ", will ",
    ", has ",
    ", as ",
    ", from ",
    ", until",
    ", in ",
    ", on ",
    ", through",
    ", under",
    ", starting",
    ", supported",
    ", funded",
    ", financed",
    ", est ",
    ", sera ",
    ", recoit",
    ", pour ",
    ", avec ",
    ", au ",
    ", aux ",
    ", a hauteur",
    ", a ",
    ", dote",
    ", finance",
    ", soutenu",
    ", qui ",
    ", du ",
    ", sur ",
    ", lance",
    ", recibe",
    ", por ",
    ", para ",
    ", con ",
    ", en ",
    ", dotad",
    ", apoyad",
    ", que ",
    ", pone",
    ", recebe",
    ", com ",
    ", em ",
    ", no valor",
    ", apoiad",
    ", e ",
    ", y ",
    " which ",
    " who ",
    " ont ",
    " avaient ",
    " me ",
    " i am ",
    " we ",
    " j'",
    " j\u{2019}",
    " je ",
    " nous ",
    " tengo ",
    " venho ",
    " vengo ",
    " tenemos ",
    " temos ",
    " a l'occasion",
    " a l\u{2019}occasion",
    ", i ",
    ", j'",
    ", j\u{2019}",
    ", me ",
    ", we ",
    ", nous ",
    ", venho",
    ", whose",
    ", our ",
    ", notre ",
    ", nuestro ",
    ", nuestra ",
    ", nosso ",
    ", whose ",
    " qui ",
    " que ",
    " for its",
    " for the project",
    " for the programme",
    " for the implementation",
    " for the period",
    " for their",
    " for a ",
    " for an ",
    " towards",
    " and is ",
    " and has ",
    " and was ",
    " and will ",
    " and funded",
    " and financed",
    " and supported",
    " and implemented",
    " and run",
    " pour le projet",
    " pour son projet",
    " pour le programme",
    " pour la mise",
    " pour un ",
    " pour une ",
    " pour la periode",
    " pour l'execution",
    " et est ",
    " et dispose",
    " et finance",
    " et soutenu",
    " et sera",
    " et mis",
    " et devrait",
    " por el proyecto",
    " pelo projeto",
    " para el proyecto",
    " para su proyecto",
    " para el programa",
    " para la ejecucion",
    " para un",
    " y se ",
    " y financiad",
    " y cuenta",
    " y apoyad",
    " y sera",
    " y tiene",
    " y ejecutad",
    " para o projeto",
    " para o seu",
    " para o programa",
    " para a execucao",
    " e financiad",
    " e tem ",
    " e conta",
    " e apoiad",
    " e sera",
    " e executad",
    " au titre",
    " en qualite",
    " en tant que",
    " como ",
    " as ",
    " under ",
    " within ",
    " a hauteur",
    " in support",
    " in order",
    " en apoyo",
    " en appui",
    " em apoio",
    " afin ",
    " a grant",
    " a contribution",
    " a sum",
    " une subvention",
    " une contribution",
    " une aide",
    " un don",
    " un montant",
    " una subvencion",
    " una ayuda",
    " una contribucion",
    " uma subvencao",
    " uma doacao",
    " um apoio",
];

/// Behind these a name ends where no capital follows.
pub(crate) static SMALL: WordList = WordList::of(
    "with avec con com from through over until till during pendant durante sur grace gracias hasta jusqu'en jusqu'a ate \
    depuis desde dans since to on has have will is was are",
);

/// Behind these a name ends where a country, a day or a number follows.
pub(crate) static PLACES: WordList =
    WordList::of("in en em au aux no na nos nas from between entre on dans within");

/// Behind these a name ends where a day, a number or a name in quotes follows.
pub(crate) static TIMES: WordList = WordList::of("de du of by le el for pour para a");

/// What a sentence begins with before its subject.
pub(crate) static ADVERBS: WordList = WordList::of_phrases(
    "finally, also, lastly, in addition, meanwhile, enfin, en outre, par ailleurs, de plus, por ultimo, finalmente, ademas, \
    por otra parte, asimismo, por fim, alem disso, por outro lado",
);
